public import AMQP
internal import Messages
public import Pipeline

/// Tells how the broker's exchanges, queues, policies and bindings differ from what workers need.
public enum TopologyJudgement {
    /// Exchanges and queues.
    ///
    /// - Parameters:
    ///   - problems: What is missing or differs.
    ///   - uncompared: What is there, with arguments that this user may not compare.
    ///   - count: How many exchanges and queues were looked at.
    public static func declarations(
        _ problems: [TopologyProblem],
        uncompared: [String],
        count: Int
    ) -> [CheckResult] {
        var results: [CheckResult] = []
        // What only one program's reviewers miss does not stop the others' decisions.
        let isTask = { (problem: TopologyProblem) in problem.subject.hasPrefix("queue '\(Names.tasks).") }
        let missing = problems.filter { $0.kind == .missing && !isTask($0) }
        let missingTasks = problems.filter { $0.kind == .missing && isTask($0) }
        let differing = problems.filter { $0.kind == .differs }
        let hidden = problems.filter { $0.kind == .inaccessible }
        if !missing.isEmpty {
            results.append(
                .fault("topology", "missing: \(Self.subjects(missing))", remedy: Self.applying(missing))
            )
        } else if !missingTasks.isEmpty {
            results.append(
                .warning(
                    "topology",
                    "missing: \(Self.subjects(missingTasks)); tasks of these programs stay in the outbox",
                    remedy: "`rebated topology apply`"
                )
            )
        } else if !hidden.isEmpty {
            results.append(
                .warning(
                    "topology",
                    hidden.map(\.description).joined(separator: "; "),
                    remedy: "ask as another user"
                )
            )
        } else {
            results.append(.ok("topology", "\(count) exchanges and queues are there"))
        }
        if !differing.isEmpty {
            results.append(
                .fault(
                    "queue arguments",
                    differing.map { "\($0.subject) has \($0.argument ?? "something") = \($0.present ?? "otherwise")" }
                        .joined(separator: "; "),
                    remedy:
                        "stop the workers, let the queue run empty, delete it (`rabbitmqctl delete_queue NAME`), then "
                        + "`rebated topology apply`, and import what `rebated topology definitions` prints"
                )
            )
        } else if !uncompared.isEmpty {
            results.append(
                .skipped(
                    "queue arguments",
                    "this user may not declare, and so can't compare",
                    remedy: "ask as an operator's user: `rebated topology show --broker URL`"
                )
            )
        } else {
            results.append(.ok("queue arguments", missing.isEmpty ? "as wanted" : "as wanted where there are queues"))
        }
        return results
    }

    /// Policies and bindings, as the management API shows them.
    public static func policies(_ survey: PolicySurvey) -> [CheckResult] {
        let importing =
            "`rebated topology definitions > definitions.json`, then `rabbitmqctl import_definitions definitions.json`"
        let policies: CheckResult =
            if survey.refusals.isEmpty, survey.warnings.isEmpty {
                .ok("policies", "delivery limits, dead letters and retries are set")
            } else {
                .fault("policies", Self.brief(survey.refusals + survey.warnings), remedy: importing)
            }
        let missing = survey.missingBindings.map { "\($0.exchange) → \($0.queue) by “\($0.routingKey)”" }
        let bindings: CheckResult =
            missing.isEmpty
            ? .ok("bindings", "as wanted")
            : .fault("bindings", "missing: \(missing.joined(separator: ", "))", remedy: "`rebated topology apply`")
        return [policies, bindings]
    }

    /// Without what the remedy says anyway.
    private static func brief(_ sentences: [String]) -> String {
        sentences.map { $0.replacing("; import what `rebated topology definitions` prints", with: "") }
            .joined(separator: "; ")
    }

    private static func subjects(_ problems: [TopologyProblem]) -> String {
        // `queue 'a', queue 'b'` reads better as `queues a, b`.
        ["exchange", "queue"]
            .compactMap { kind in
                let names = problems.map(\.subject).filter { $0.hasPrefix("\(kind) '") }
                    .map { $0.dropFirst(kind.count + 2).dropLast() }
                return names.isEmpty ? nil : "\(kind)\(names.count == 1 ? "" : "s") \(names.joined(separator: ", "))"
            }
            .joined(separator: "; ")
    }

    /// The command that makes what is missing, with the portals that it is missing of.
    private static func applying(_ missing: [TopologyProblem]) -> String {
        let start = "queue '\(Names.decisions(of: ""))"
        let portals = missing.filter { $0.subject.hasPrefix(start) }
            .map { $0.subject.dropFirst(start.count).dropLast() }.filter { $0 != Names.nobody }
        return "`rebated topology apply" + portals.map { " --portal \($0)" }.joined() + "`"
    }
}
