internal import AMQP
internal import Foundation

/// The trace ids by which answers are told to belong to what was sent.
enum Trace {
    /// A new one: 32 hexadecimal digits.
    static func new() -> String {
        UUID().uuidString.lowercased().filter { $0 != "-" }
    }

    /// The trace id that an answer carries on; `nil`: none.
    static func id(of delivery: Delivery) -> String? {
        guard let text = delivery.properties[header: "traceparent"]?.text else { return nil }
        let parts = text.split(separator: "-")
        return parts.count >= 4 ? String(parts[1]) : nil
    }
}
