public import AMQP

/// Tells whether the broker takes messages.
public enum AlarmJudgement {
    /// The check.
    ///
    /// - Parameters:
    ///   - accesses: What publishing was answered with: a broker under an alarm says so instead.
    ///   - alarms: What the management API tells; `nil` if it was not asked.
    public static func check(_ accesses: [Access], alarms: [String]?) -> CheckResult {
        let name = "broker alarms"
        let reasons = accesses.compactMap { access in
            if case .blocked(let reason) = access { reason } else { nil }
        }
        if let first = alarms?.first ?? reasons.first {
            let words = alarms?.isEmpty == false ? alarms?.joined(separator: "; ") ?? first : first
            return .fault(
                name,
                "the broker takes no messages: \(words)",
                remedy: "make room on its disk or give it memory; `rabbitmq-diagnostics alarms` tells which node, "
                    + "`rabbitmqctl status` the limits"
            )
        }
        guard alarms != nil || accesses.contains(.granted) else {
            return .skipped(name, "nothing could be published, and no management API is named (--management)")
        }
        return .ok(name, "none")
    }
}
