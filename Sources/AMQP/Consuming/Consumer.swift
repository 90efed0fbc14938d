/// Consumes from queues of one broker; reconnects by itself until it is stopped.
public actor Consumer {
    /// Batches of deliveries: whatever one wake of the socket brought. Finishes after ``stop()``.
    public nonisolated let deliveries: AsyncStream<[Delivery]>
    private let sink: AsyncStream<[Delivery]>.Continuation

    /// Makes a consumer; nothing happens before ``run()``.
    public init(
        _ configuration: ConnectionConfiguration,
        subscriptions: [Subscription],
        onEvent: @escaping @Sendable (LinkEvent) -> Void = { _ in }
    ) {
        (self.deliveries, self.sink) = AsyncStream.makeStream()
    }

    /// Connects and consumes until ``stop()``.
    public func run() async throws(AMQPError) {}
    /// Acks deliveries.
    public func acknowledge(_ receipts: [Receipt]) {}
    /// Rejects one delivery.
    public func reject(_ receipt: Receipt, requeue: Bool) {}
    /// Ends the subscriptions.
    public nonisolated func stop() { self.sink.finish() }
    /// Closes the connection.
    public func close() async {}
}
