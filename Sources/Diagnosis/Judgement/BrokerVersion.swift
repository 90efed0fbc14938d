/// A broker's version, and what is known of it.
public struct BrokerVersion: Sendable, Hashable, Comparable {
    /// The first number.
    public let major: Int
    /// The second number.
    public let minor: Int
    /// The third number; 0 if it is not told.
    public let patch: Int

    /// A version of its parts.
    public init(_ major: Int, _ minor: Int, _ patch: Int = 0) {
        (self.major, self.minor, self.patch) = (major, minor, patch)
    }

    /// Reads `3.10.8`, also with something behind it, such as `4.1.0-rc.1`.
    public init?(_ text: String) {
        let parts = text.split(separator: ".", maxSplits: 2)
            .map { part in Int(part.prefix { ("0"..."9").contains($0) }) }
        guard parts.count >= 2, let major = parts[0], let minor = parts[1] else { return nil }
        self.init(major, minor, parts.count > 2 ? parts[2] ?? 0 : 0)
    }

    /// By their numbers.
    public static func < (left: BrokerVersion, right: BrokerVersion) -> Bool {
        (left.major, left.minor, left.patch) < (right.major, right.minor, right.patch)
    }

    /// Whether a queue without a delivery limit of its own drops a message in the end.
    ///
    /// Source: RabbitMQ 4.0's release notes, on quorum queues.
    public var limitsDeliveriesByItself: Bool { self >= BrokerVersion(4, 0) }

    /// The check of a version as the broker tells it.
    public static func check(_ name: String, _ text: String) -> CheckResult {
        guard let version = BrokerVersion(text) else {
            return .warning(
                name,
                "the broker calls its version “\(text)”",
                remedy: "make sure that it is RabbitMQ 3.10 or newer: `rabbitmqctl version`"
            )
        }
        let told = "RabbitMQ \(text)"
        switch version {
        case ..<BrokerVersion(3, 8):
            return .fault(name, "\(told) has no quorum queues", remedy: "upgrade RabbitMQ to 3.10 or newer")
        case ..<BrokerVersion(3, 10):
            return .warning(
                name,
                "\(told) hands dead letters over at most once: one can be lost when the broker stops at that moment",
                remedy: "upgrade RabbitMQ to 3.10 or newer"
            )
        // Source: RabbitMQ's release notes of 3.10.9 to 3.10.20; the first sentence was tried with 3.10.8.
        case ..<BrokerVersion(3, 10, 20):
            return .warning(
                name,
                "\(told): what is put into a retry queue before its policy is there stays there, also when the policy "
                    + "has come; later releases mend consumers of quorum queues that are not registered again",
                remedy: "import the policies before the first worker starts (`rebated topology definitions`), and plan "
                    + "an upgrade to 3.10.20 or newer"
            )
        case BrokerVersion(4, 0)...:
            return .ok(name, "\(told); a queue without a policy drops a message that failed 20 times")
        default: return .ok(name, told)
        }
    }
}
