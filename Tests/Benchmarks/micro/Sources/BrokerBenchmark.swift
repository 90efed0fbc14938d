import AMQP
import Foundation

/// What a message costs on its way to the broker and back: published persistent with a confirm, 256 in a call and four
/// calls at once; then consumed, and acknowledged batch by batch.
struct BrokerBenchmark {
    private static let (batch, callers) = (256, 4)

    private let configuration: ConnectionConfiguration
    private let queue: String

    init(url: String, queue: String) throws {
        self.configuration = ConnectionConfiguration(urls: try BrokerURL.list(url), name: "benchmark")
        self.queue = queue
    }

    func run(count: Int, size: Int) async throws {
        let client = TopologyClient(self.configuration)
        try await client.apply(Topology(exchanges: [], queues: [QueueDeclaration(name: self.queue)], bindings: []))
        await client.close()
        let whole = max(count / (Self.batch * Self.callers), 1) * Self.batch * Self.callers
        try await self.publish(whole, size: size)
        try await self.consume(whole)
    }

    private func publish(_ count: Int, size: Int) async throws {
        let publisher = Publisher(self.configuration)
        async let running: Void = publisher.run()
        var properties = Properties()
        properties.deliveryMode = 2
        properties.contentType = "application/cloudevents+json"
        let body = [UInt8](repeating: UInt8(ascii: "x"), count: size)
        let message = OutboundMessage(exchange: "", routingKey: self.queue, properties: properties, body: body)
        let messages = [OutboundMessage](repeating: message, count: Self.batch)
        _ = await publisher.publish([message])
        let measure = Measure()
        await withTaskGroup { callers in
            for _ in 0..<Self.callers {
                callers.addTask {
                    for _ in 0..<count / Self.batch / Self.callers { _ = await publisher.publish(messages) }
                }
            }
        }
        measure.tell(["publish", "\(size)"], count: count)
        await publisher.close()
        try await running
    }

    private func consume(_ count: Int) async throws {
        let consumer = Consumer(self.configuration, subscriptions: [Subscription(queue: self.queue, prefetch: 1024)])
        async let running: Void = consumer.run()
        var taken = 0
        let measure = Measure()
        for await batch in consumer.deliveries {
            await consumer.acknowledge(batch.map(\.receipt))
            taken += batch.count
            if taken > count { break }
        }
        measure.tell(["consume", ""], count: taken)
        await consumer.close()
        try await running
    }
}
