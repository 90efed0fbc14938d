public import AMQP
public import Logging

extension Worker {
    /// Looks once whether a worker of that configuration could work: logs in and looks at the queues, and changes nothing.
    ///
    /// - Throws: ``AMQPError`` if the broker can't be used, or has queues that no worker may work with.
    public static func tryOut(_ configuration: WorkerConfiguration, logger: Logger) async throws(AMQPError) {
        var broker = configuration.broker
        broker.name += " (trying)"
        let check = TopologyCheck(
            broker: broker,
            management: configuration.management,
            deliveryLimit: configuration.deliveryLimit,
            logger: logger
        )
        let report = try await check.once()
        guard report.refusals.isEmpty else {
            throw AMQPError(.preconditionFailed, report.refusals.joined(separator: "; "))
        }
    }
}
