internal import AMQP
internal import Logging
internal import Messages
internal import Operations
internal import Pipeline

/// A command's connections to the broker.
struct BrokerSession {
    /// Where the broker is.
    let connection: ConnectionConfiguration
    /// Users whose word on who sent a message is believed: our own, and those that workers are set to believe.
    let trusted: Set<String>
    private let logger: Logger

    /// Reads the settings; nothing is connected yet.
    ///
    /// - Parameter name: What the broker's list of connections shows.
    init(_ settings: Settings, name: String) throws {
        self.connection = try settings.connection(name: name)
        self.trusted = Set(self.connection.urls.map(\.user) + settings.texts(.trustedUsers))
        self.logger = try settings.logger(output: LogOutput(), quietBelow: .warning)
    }

    /// The user that it logs in as.
    var user: String { self.connection.urls.first?.user ?? "guest" }

    /// Hears of what happens to a connection for reading.
    var onEvent: @Sendable (LinkEvent) -> Void { LinkLog(self.logger, purpose: "reading").tell }

    /// Gives `body` a way to publish with confirms, and closes the connection whatever happens.
    ///
    /// - Throws: `AMQPError` at once if the broker can't be reached: a person waits.
    func publishing<Value>(
        _ body: (@escaping @Sendable ([OutboundMessage]) async -> [PublishOutcome]) async throws -> Value
    ) async throws -> Value {
        try await self.reach()
        let publisher = Publisher(self.connection, onEvent: LinkLog(self.logger, purpose: "publishing").tell)
        async let running: Void = publisher.run()
        let result: Result<Value, any Error>
        do {
            result = .success(try await body { await publisher.publish($0, deadline: .seconds(15)) })
        } catch {
            result = .failure(error)
        }
        publisher.stop()
        await publisher.close()
        try await running
        return try result.get()
    }

    /// Connects once, and does not try again.
    private func reach() async throws(AMQPError) {
        let client = TopologyClient(self.connection)
        do throws(AMQPError) {
            _ = try await client.verify(Topology(exchanges: [ExchangeDeclaration(name: Names.dead, kind: "topic")]))
            await client.close()
        } catch {
            await client.close()
            throw error
        }
    }
}
