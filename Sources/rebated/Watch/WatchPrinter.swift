internal import AMQP
internal import JSON
internal import Pipeline

/// Prints events, up to a number of them.
struct WatchPrinter {
    let isJSON: Bool
    let limit: Int?
    /// How many events have been printed.
    private(set) var count = 0

    init(isJSON: Bool, limit: Int?) {
        self.isJSON = isJSON
        self.limit = limit
    }

    /// Whether as many events as were asked for have been printed.
    var isDone: Bool { self.limit.map { self.count >= $0 } ?? false }

    mutating func show(_ delivery: Delivery) {
        guard !self.isDone else { return }
        self.count += 1
        if self.isJSON {
            // The worker writes events without line breaks.
            Console.say(String(decoding: delivery.body, as: UTF8.self))
            return
        }
        if let document = try? JSONDocument(parsing: delivery.body) {
            Console.say(EventLine.text(document.root, sent: delivery.properties.timestamp))
        } else {
            Console.say("\(delivery.routingKey): not a JSON event, \(delivery.bodySize) bytes")
        }
    }
}
