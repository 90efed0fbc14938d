internal import Messages
public import Pipeline

/// Tells what the counts of queues mean.
public enum QueueJudgement {
    /// From how many waiting messages on a queue is told of: seconds of work for one worker.
    public static let backlog = 10_000

    /// Whether somebody takes what portals and reviewers send.
    public static func consumers(_ queues: [QueueFacts]) -> CheckResult {
        let name = "consumers"
        let inputs = queues.filter { [Names.applications, Names.reviews].contains($0.name) }
        guard !inputs.isEmpty else { return .skipped(name, "the queues are not there") }
        let idle = inputs.filter { $0.consumers == 0 }
        guard let worst = idle.max(by: { $0.ready < $1.ready }) else {
            return .ok(name, inputs.map { "\($0.name) \($0.consumers)" }.joined(separator: ", "))
        }
        guard worst.ready > 0 else {
            let names = idle.map(\.name).joined(separator: " and ")
            return .warning(name, "nobody takes from \(names)", remedy: "start a worker: `rebated run`")
        }
        return .fault(
            name,
            "\(worst.ready) messages wait in \(worst.name), and nobody takes them",
            remedy: "start a worker (`rebated run`); if one runs, its log and its /ready say why it does not consume"
        )
    }

    /// Whether much waits anywhere.
    public static func backlog(_ queues: [QueueFacts]) -> CheckResult {
        let name = "backlog"
        let long = queues.filter { $0.ready >= Self.backlog && $0.name != Names.dead }
        guard let worst = long.max(by: { $0.ready < $1.ready }) else {
            let most = queues.filter { $0.name != Names.dead }.max { $0.ready < $1.ready }
            guard let most else { return .skipped(name, "the queues are not there") }
            return .ok(name, most.ready > 0 ? "\(most.ready) messages at most, in \(most.name)" : "nothing waits")
        }
        let all = long.map { "\($0.name) \($0.ready)" }.joined(separator: ", ")
        let isInput = [Names.applications, Names.reviews].contains(worst.name)
        return .warning(
            name,
            "much waits: \(all)",
            remedy: isInput
                ? "start more workers, and see what holds them back: `rebated top`"
                : "have whoever owns \(worst.name) take what is theirs"
        )
    }

    /// Whether something was set aside.
    ///
    /// - Parameters:
    ///   - queues: Counts, `rebated.dead` among them.
    ///   - letters: What the letters are; `nil` if they were not looked at, for a reason.
    ///   - unread: Why they were not looked at.
    public static func deadLetters(
        _ queues: [QueueFacts],
        letters: DeadLetterGroups?,
        unread: String
    ) -> CheckResult {
        let name = "dead letters"
        guard let dead = queues.first(where: { $0.name == Names.dead }) else {
            return .skipped(name, "\(Names.dead) is not there")
        }
        guard dead.ready > 0 else { return .ok(name, "none") }
        let groups = letters?.sorted ?? []
        let oldest = groups.compactMap { group in group.oldest.map { ($0, group.reason) } }.min { $0.0 < $1.0 }
        var words = dead.ready == 1 ? "1 message was set aside" : "\(dead.ready) messages were set aside"
        if !groups.isEmpty {
            words += ": " + groups.map { "\($0.reason) \($0.count)" }.joined(separator: ", ")
            if let oldest { words += "; the oldest since \(oldest.0) (\(oldest.1))" }
        } else {
            words += " (\(unread))"
        }
        return .fault(name, words, remedy: "`rebated dead-letters list`, then `rebated dead-letters replay` or `drop`")
    }

    /// Whether the queues that hold messages back let them go, as far as counts tell.
    ///
    /// - Parameters:
    ///   - queues: Counts.
    ///   - isProven: Whether their policies were seen to be right; `nil` if they were not seen.
    public static func retries(_ queues: [QueueFacts], isProven: Bool?) -> CheckResult {
        let name = "retry queues"
        let held = queues.filter { $0.name.hasPrefix(Names.retry("")) && $0.ready > 0 }
        let words = held.map { "\($0.name) holds \($0.ready)" }.joined(separator: ", ")
        let importing = "import what `rebated topology definitions` prints (`rabbitmqctl import_definitions`)"
        switch isProven {
        case true?:
            return .ok(name, words.isEmpty ? "empty, with their policies" : "\(words); their policies are there")
        case false? where held.isEmpty:
            let found = "empty, and one lacks its policy: what is to be tried again waits in the workers"
            return .warning(name, found, remedy: importing)
        case false?:
            return .fault(
                name,
                "\(words), and one lacks its policy: it lets nothing go",
                remedy: "\(importing), then `rabbitmqctl purge_queue NAME`: it holds copies only"
            )
        case nil: break
        }
        guard !held.isEmpty else { return .ok(name, "empty; their policies can't be seen over AMQP") }
        return .warning(
            name,
            "\(words), and whether it lets them go can't be seen over AMQP",
            remedy: "name the management API by --management; where a policy is missing, import it and purge the "
                + "queue: it holds copies only"
        )
    }
}
