internal import AMQP

/// The headers that tell a message's story beside it.
enum ReplayHeaders {
    static let reason = "x-reason"
    static let problem = "x-problem"
    static let at = "x-set-aside-at"
    static let exchange = "x-from-exchange"
    static let routingKey = "x-from-routing-key"
    static let queue = "x-from-queue"
    static let deliveries = "x-deliveries"
    static let user = "x-from-user"
    static let replays = "x-replayed"

    /// Whether a header belongs to the life that ended here: told again, it would be believed or would act again.
    static func isOfFormerLife(_ name: String) -> Bool {
        Self.former.contains(name) || name.hasPrefix("x-first-death-") || name.hasPrefix("x-last-death-")
    }

    private static let former: Set<String> = [
        Self.reason, Self.problem, Self.at, Self.exchange, Self.routingKey, Self.queue, Self.deliveries, Self.user,
        Self.replays, "x-death", "x-delivery-count", "x-attempt", "CC", "BCC",
    ]
}
