/// Publishes with confirms; reconnects by itself until it is stopped.
public actor Publisher {
    /// Makes a publisher; nothing happens before ``run()``.
    public init(
        _ configuration: ConnectionConfiguration,
        window: Int = 1024,
        onEvent: @escaping @Sendable (LinkEvent) -> Void = { _ in }
    ) {}
    /// Connects and publishes until ``stop()``.
    public func run() async throws(AMQPError) {}
    /// Publishes messages.
    public func publish(_ messages: [OutboundMessage], deadline: Duration = .seconds(30)) async -> [PublishOutcome] {
        messages.map { _ in .unsettled(AMQPError(.stopped, "not built yet")) }
    }
    /// Takes no more messages.
    public nonisolated func stop() {}
    /// Closes the connection.
    public func close() async {}
}
