import FEEL
import Yams

/// Reads rules: of the application, shared by measures, and of one measure.
struct RuleLoader {
    let sink: DiagnosticSink
    let expressions: ExpressionLoader

    static let keys = [
        "id", "on", "measures", "if", "require", "leans_on", "fails_to", "cite", "met", "not_met", "unknown", "waits",
        "review", "task", "note",
    ]

    /// A rule, and the measures that share it (empty: where it stands).
    struct Loaded {
        let rule: Rule
        let measures: [String]
        let place: SourcePlace
    }

    func load(_ node: Node, subjects: [RuleSubject], usual: RuleSubject, cite: String?) -> Loaded? {
        guard let map = YAMLMap(node, "a rule", allowed: Self.keys, sink: self.sink),
            let id = map.required("id", of: "a rule")?.text
        else { return nil }
        return self.sink.concerning(id) { self.rule(id, map, subjects: subjects, usual: usual, cite: cite) }
    }

    private func rule(
        _ id: String,
        _ map: YAMLMap,
        subjects: [RuleSubject],
        usual: RuleSubject,
        cite: String?
    ) -> Loaded? {
        let measures = map.strings("measures")
        let subject = map.choice("on", RuleSubject.self) ?? (measures.isEmpty ? usual : .line)
        if !subjects.contains(subject) {
            let names = subjects.map(\.rawValue).joined(separator: " or ")
            self.sink.report("a rule that stands here is asked of \(names)", at: map.place("on"))
        }
        let reach: ExpressionLoader.Reach = subject == .application ? .application : .line
        let condition = map.text("if").flatMap { self.expressions.compile($0, reach: reach, expecting: .boolean) }
        let leaning = map.node("leans_on").flatMap { self.leaning($0, map.text("waits")) }
        if leaning == nil, map.node("waits") != nil {
            self.sink.report("only a rule that leans on other lines waits for one", at: map.place("waits"))
        }
        var test: CompiledExpression?
        if let text = map.text("require") {
            test = self.expressions.compile(
                text,
                reach: subject == .unit ? .unit : reach,
                expecting: .boolean,
                eachUnit: subject == .unit
            )
            if test == nil { return nil }
        } else if leaning == nil {
            self.sink.report("a rule needs \"require\": what must hold", at: map.place)
            return nil
        }
        let failsTo = map.choice("fails_to", FailureKind.self) ?? .deny
        if map.node("fails_to") == nil {
            self.sink.report("a rule needs \"fails_to\": deny, incomplete or review", at: map.place)
        }
        let task = map.node("task").flatMap { self.task($0, reach: reach) }
        if failsTo == .review, task == nil {
            self.sink.report("a rule that fails to review needs a \"task\"", at: map.place)
        }
        if failsTo != .review, map.node("task") != nil {
            self.sink.report("only a rule that fails to review opens a task", at: map.place("task"))
        }
        let citation = map.string("cite") ?? cite
        if citation?.isEmpty ?? true {
            self.sink.report("a rule needs \"cite\": the passage that it rests on", at: map.place)
        }
        let rule = Rule(
            id: id,
            subject: subject,
            condition: condition,
            test: test,
            leaning: leaning,
            failsTo: failsTo,
            cite: citation ?? "",
            messages: self.messages(map, reach: reach, failsTo: failsTo, leans: leaning != nil),
            task: task,
            note: map.string("note"),
            reads: self.expressions.reads([condition, test, leaning?.condition]),
            readsDocuments: [condition, test]
                .contains { expression in
                    expression?.reads.contains { $0.shape == CommonFacts.documentShape.name } ?? false
                }
        )
        return Loaded(rule: rule, measures: measures, place: map.place)
    }

    private func leaning(_ node: Node, _ waits: YAMLText?) -> Leaning? {
        guard let map = YAMLMap(node, "\"leans_on\"", allowed: ["lines", "if"], sink: self.sink),
            let text = map.required("lines", of: "\"leans_on\""),
            let lines = self.expressions.compile(text, reach: .other, expecting: .boolean)
        else { return nil }
        let condition = map.text("if").flatMap { self.expressions.compile($0, reach: .line, expecting: .boolean) }
        let usual = YAMLText(text: "This waits for line {other.id}, which is incomplete.", place: map.place)
        let waiting = self.expressions.template(waits ?? usual, reach: .other)
        return Leaning(lines: lines, condition: condition, waiting: waiting)
    }

    /// The messages of a rule; one that leans on another line can name that line where it is reviewed under its task.
    private func messages(
        _ map: YAMLMap,
        reach: ExpressionLoader.Reach,
        failsTo: FailureKind,
        leans: Bool
    ) -> RuleMessages {
        func message(_ key: String, _ fallback: String, needed: Bool) -> MessageTemplate {
            guard let text = map.text(key) else {
                if needed { self.sink.report("a rule needs \"\(key)\": a sentence for the applicant", at: map.place) }
                return MessageTemplate([.text(fallback)])
            }
            return self.expressions.template(text, reach: leans && key == "review" ? .other : reach)
        }
        return RuleMessages(
            met: message("met", "This requirement is met.", needed: true),
            notMet: message("not_met", "This requirement is not met.", needed: failsTo != .review),
            unknown: message("unknown", "This can't be decided yet: facts are missing.", needed: false),
            review: message("review", "A person decides this.", needed: failsTo == .review)
        )
    }

    private static let taskKeys = ["kind", "question", "suggested", "choices", "due_in_days", "sets_amount"]

    private func task(_ node: Node, reach: ExpressionLoader.Reach) -> TaskTemplate? {
        guard let map = YAMLMap(node, "a task", allowed: Self.taskKeys, sink: self.sink),
            let kind = map.required("kind", of: "a task"),
            let question = map.required("question", of: "a task")
        else { return nil }
        let choices = map.strings("choices")
        let suggested = map.string("suggested")
        if let suggested, !choices.contains(suggested) {
            self.sink.report("\"\(suggested)\" is suggested but is no choice", at: map.place("suggested"))
        }
        return TaskTemplate(
            kind: kind.text,
            question: self.expressions.template(question, reach: reach),
            suggested: suggested,
            choices: choices,
            dueInDays: map.text("due_in_days")
                .flatMap {
                    self.expressions.compile($0, reach: reach, expecting: .number)
                },
            setsAmount: map.flag("sets_amount")
        )
    }
}
