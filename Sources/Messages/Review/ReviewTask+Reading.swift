public import JSON

extension ReviewTask {
    /// Reads a task back from its JSON; `nil` if it is none.
    public init?(_ value: JSONValue) {
        guard let task = value["task"]?.string, let kind = value["kind"]?.string, let rule = value["rule"]?.string
        else { return nil }
        self.init(
            task: task,
            kind: kind,
            rule: rule,
            measure: value["measure"]?.string,
            question: value["question"]?.string ?? "",
            suggested: value["suggested"]?.string,
            choices: value["choices"]?.elements.compactMap(\.string) ?? [],
            dueOn: value["due_on"]?.string,
            setsAmount: value["allowed"]?.elements.contains { $0.equals("set_amount") } ?? false
        )
    }
}

extension ReviewOutcome {
    /// Reads an outcome back from its JSON; `nil` if it is none.
    public init?(_ value: JSONValue) {
        guard let task = value["task"]?.string,
            let verdict = value["outcome"]?.string.flatMap(Verdict.init(rawValue:)),
            let reviewer = value["reviewer"]?.string
        else { return nil }
        self.init(
            task: task,
            verdict: verdict,
            reviewer: reviewer,
            note: value["note"]?.string,
            amount: value["amount"]?.cents,
            choice: value["choice"]?.string
        )
    }
}
