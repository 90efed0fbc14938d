public import Ledger
internal import Messages

/// Whose queues the events that came back were meant for.
public struct ReturnedKeys: Sendable, Equatable {
    /// How many events there are for each queue.
    public private(set) var queues: [String: Int] = [:]

    /// How many events were counted.
    public var count: Int { self.queues.values.reduce(0, +) }

    /// No events yet.
    public init() {}

    /// Counts an event if it came back.
    public mutating func add(_ event: OutboxEvent) {
        guard event.returned != nil else { return }
        self.queues[Self.queue(event.exchange, event.routingKey) ?? event.exchange, default: 0] += 1
    }

    /// The queue that a key leads to; `nil` if it is none of ours.
    ///
    /// A portal's name may have points in it, so it is what is left behind the parts before it.
    static func queue(_ exchange: String, _ key: String) -> String? {
        let behind = { (count: Int) -> String? in
            let parts = key.split(separator: ".", maxSplits: count, omittingEmptySubsequences: false)
            return parts.count > count ? String(parts[count]) : nil
        }
        return switch (exchange, key.prefix { $0 != "." }) {
        case (Names.decisions, "decision"): behind(3).map(Names.decisions(of:))
        case (Names.decisions, "rejected"): behind(2).map(Names.decisions(of:))
        case (Names.tasks, "opened"), (Names.tasks, "closed"): behind(2).map(Names.tasks(of:))
        case (Names.tasks, "rejected"): behind(1).map(Names.rejectedReviews(of:))
        default: nil
        }
    }

    /// The check.
    ///
    /// - Parameters:
    ///   - total: How many events came back, by the ledger's count.
    ///   - missing: Those of ``queues`` that the broker does not have; `nil` if it could not be asked.
    public func check(total: Int, missing: Set<String>?) -> CheckResult {
        let name = "portal queues"
        guard total > 0 else { return .ok(name, "nothing came back from the broker") }
        let named = self.queues.sorted { $0.key < $1.key }
            .map { queue, count in "\(queue) \(count)\(missing?.contains(queue) == true ? " (missing)" : "")" }
        let portals = self.names(Names.decisions(of: ""), missing).map { " --portal \($0)" }
        let programs = self.names(Names.tasks(of: ""), missing).map { " --program \($0)" }
        let reviewers = self.names("rebated.reviewers.", missing).map { " --reviewer \($0)" }
        let options = (portals + programs + reviewers).joined()
        let names = named.isEmpty ? "" : ": \(named.joined(separator: ", "))"
        let apply = options.isEmpty ? "" : "`rebated topology apply\(options)`, then "
        return .fault(
            name,
            "\(Figures.many(Double(total), "event")) found no queue\(names)",
            remedy: "\(apply)`rebated outbox publish --returned`"
        )
    }

    private func names(_ prefix: String, _ missing: Set<String>?) -> [Substring] {
        self.queues.keys.filter { $0.hasPrefix(prefix) && missing?.contains($0) != false }
            .map { $0.dropFirst(prefix.count) }.filter { $0 != Names.nobody }.sorted()
    }
}
