public import AMQP
internal import Pipeline

/// Tells what of a worker's doing its user may not do.
public struct PermissionJudgement: Sendable {
    /// One thing that a worker does.
    public struct Finding: Sendable {
        /// The exchange or queue.
        public let subject: String
        /// What the broker said.
        public let access: Access

        /// A finding of both parts.
        public init(_ subject: String, _ access: Access) {
            self.subject = subject
            self.access = access
        }
    }

    private let user: String
    private let vhost: String

    /// A judgement on a user in a virtual host.
    public init(user: String, vhost: String) {
        self.user = user
        self.vhost = vhost
    }

    /// The queues that a worker consumes from.
    public func consuming(_ findings: [Finding]) -> CheckResult {
        self.result("permission to consume", "consume from", findings)
    }

    /// The exchanges that it publishes to.
    public func publishing(_ findings: [Finding]) -> CheckResult {
        self.result("permission to publish", "publish to", findings)
    }

    private func result(_ name: String, _ verb: String, _ findings: [Finding]) -> CheckResult {
        var refused: [(subject: String, words: String)] = []
        var untold: [String] = []
        for finding in findings {
            switch finding.access {
            case .refused(let words): refused.append((finding.subject, words))
            case .blocked(let reason):
                return .skipped(name, "the broker takes no messages (\(reason)), and so does not look")
            case .unclear(let words): untold.append("\(finding.subject): \(words)")
            case .granted, .missing: break
            }
        }
        if let first = refused.first {
            let subjects = refused.map(\.subject).joined(separator: ", ")
            return .fault(
                name,
                "“\(self.user)” may not \(verb) \(subjects)",
                remedy: first.words.contains("topic") ? self.topicRemedy(first.subject) : self.remedy
            )
        }
        if let first = untold.first {
            return .warning(name, first, remedy: "look at the broker's log")
        }
        let granted = findings.filter { $0.access == .granted }.map(\.subject)
        guard !granted.isEmpty else { return .skipped(name, "none of them is there") }
        return .ok(name, granted.joined(separator: ", "))
    }

    private var remedy: String {
        guard let permission = BrokerPermission.of([Party(.worker, self.user)]).first else { return "" }
        return "`rabbitmqctl set_permissions -p '\(self.vhost)' \(self.user) '\(permission.configure)' "
            + "'\(permission.write)' '\(permission.read)'`"
    }

    private func topicRemedy(_ exchange: String) -> String {
        "`rabbitmqctl set_topic_permissions -p '\(self.vhost)' \(self.user) \(exchange) '.*' '.*'`"
    }
}
