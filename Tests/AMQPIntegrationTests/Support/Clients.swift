import AMQP
import Testing

/// Runs a publisher around a test.
func withPublisher<Value>(
    _ configuration: ConnectionConfiguration,
    window: Int = 1024,
    log: EventLog = EventLog(),
    _ body: (Publisher) async throws -> Value
) async throws -> Value {
    let publisher = Publisher(configuration, window: window, onEvent: log.handler)
    async let running: Void = publisher.run()
    let result: Result<Value, any Error>
    do { result = .success(try await body(publisher)) } catch { result = .failure(error) }
    await publisher.close()
    try await running
    return try result.get()
}

/// Runs a consumer around a test.
func withConsumer<Value>(
    _ configuration: ConnectionConfiguration,
    _ subscriptions: [Subscription],
    log: EventLog = EventLog(),
    _ body: (Consumer) async throws -> Value
) async throws -> Value {
    let consumer = Consumer(configuration, subscriptions: subscriptions, onEvent: log.handler)
    async let running: Void = consumer.run()
    let result: Result<Value, any Error>
    do { result = .success(try await body(consumer)) } catch { result = .failure(error) }
    await consumer.close()
    try await running
    return try result.get()
}

extension Consumer {
    /// Takes so many deliveries, acking each batch unless told otherwise.
    func take(_ count: Int, acking: Bool = true) async -> [Delivery] {
        var taken: [Delivery] = []
        for await batch in self.deliveries {
            taken += batch
            if acking { await self.acknowledge(batch.map(\.receipt)) }
            if taken.count >= count { break }
        }
        return taken
    }
}

/// A persistent message for a queue.
func message(
    _ queue: String,
    _ body: [UInt8],
    id: String? = nil,
    exchange: String = "",
    mandatory: Bool = true,
    _ change: (inout Properties) -> Void = { _ in }
) -> OutboundMessage {
    var properties = Properties()
    properties.deliveryMode = 2
    properties.messageID = id
    change(&properties)
    return OutboundMessage(
        exchange: exchange,
        routingKey: queue,
        mandatory: mandatory,
        properties: properties,
        body: body
    )
}

extension PublishOutcome {
    var error: AMQPError? { if case .unsettled(let error) = self { error } else { nil } }
}
