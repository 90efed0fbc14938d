internal import AMQP
internal import Tracing

/// Reads and writes a trace context in the headers of a message.
struct HeaderCarrier: Extractor, Injector {
    func extract(key: String, from carrier: [Header]) -> String? {
        carrier.first { $0.name == key }?.value.text
    }

    func inject(_ value: String, forKey key: String, into carrier: inout [Header]) {
        if let place = carrier.firstIndex(where: { $0.name == key }) {
            carrier[place].value = .text(value)
        } else {
            carrier.append(Header(key, .text(value)))
        }
    }
}
