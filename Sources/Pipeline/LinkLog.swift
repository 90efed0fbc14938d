public import AMQP
public import Logging

/// Tells in words what happens to a connection.
public struct LinkLog: Sendable {
    private let logger: Logger
    private let purpose: String

    /// A log of one connection.
    ///
    /// - Parameters:
    ///   - logger: Where it is told.
    ///   - purpose: What the connection is for: `consuming` or `publishing`.
    public init(_ logger: Logger, purpose: String) {
        self.logger = logger
        self.purpose = purpose
    }

    /// Tells one event; quick, as the connection's own thread calls it.
    public func tell(_ event: LinkEvent) {
        switch event {
        case .connected(let version, let host):
            self.logger.info("connected for \(self.purpose) to RabbitMQ \(version) at \(host)")
        case .disconnected(let error, _) where error.code == .stopped:
            self.logger.debug("connection for \(self.purpose) closed")
        case .disconnected(let error, let delay):
            self.logger.warning("not connected for \(self.purpose): \(error)\(Self.again(delay))")
        case .consuming(let queue):
            self.logger.info("consuming from \(queue)")
        case .consumerCancelled(let queue):
            self.logger.warning("the broker ended the subscription to \(queue); was the queue deleted? trying again")
        case .subscriptionFailed(let queue, let error, let delay):
            let advice = error.code == .notFound ? "; `rebated topology apply` makes what is missing" : ""
            self.logger.error("can't consume from \(queue): \(error)\(advice)\(Self.again(delay))")
        case .publishing:
            self.logger.debug("ready to publish")
        case .publishingFailed(let error, let delay):
            let advice = error.code == .notFound ? "; `rebated topology apply` makes what is missing" : ""
            self.logger.error("can't publish: \(error)\(advice)\(Self.again(delay))")
        case .blocked(let reason):
            self.logger.warning("the broker takes no messages at present: \(reason)")
        case .unblocked:
            self.logger.info("the broker takes messages again")
        case .staleReceipts(let count):
            self.logger.info("\(count) acknowledgements came too late; their deliveries will come again")
        }
    }

    private static func again(_ delay: Duration?) -> String {
        guard let delay else { return "" }
        return "; next attempt in \(delay.rounded)"
    }
}
