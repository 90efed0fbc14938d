import Digest
import FEEL
import Yams

extension Rulebook {
    /// Reads and checks one rulebook.
    ///
    /// - Parameters:
    ///   - bytes: The file's bytes: YAML in UTF-8.
    ///   - file: Its name, for messages.
    /// - Returns: The rulebook, and what should be looked at although it can be used.
    /// - Throws: ``RulebookFault`` with every fault of the file, each with its line and column.
    public static func load(
        _ bytes: [UInt8],
        file: String
    ) throws(RulebookFault) -> (rulebook: Rulebook, warnings: [RulebookDiagnostic]) {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            let sink = DiagnosticSink(file: file, text: "")
            sink.report("the file is not UTF-8", at: nil)
            throw RulebookFault(diagnostics: sink.diagnostics)
        }
        let sink = DiagnosticSink(file: file, text: text)
        let digest = "sha256:\(SHA256.hexadecimal(bytes))"
        let rulebook = RulebookLoader(sink: sink).load(text: text, digest: digest)
        guard let rulebook, !sink.hasErrors else { throw RulebookFault(diagnostics: sink.diagnostics) }
        return (rulebook, sink.diagnostics)
    }
}

/// Reads the file from top to bottom; what a later part names is read before it.
struct RulebookLoader {
    let sink: DiagnosticSink

    private static let keys = [
        "program", "edition", "title", "document", "prefix", "in_force", "facts", "derived", "rules", "measures",
        "limits", "budget", "note",
    ]

    func load(text: String, digest: String) -> Rulebook? {
        guard let root = self.sink.compose(text),
            let map = YAMLMap(root, "a rulebook", allowed: Self.keys, sink: self.sink)
        else { return nil }
        let program = map.required("program", of: "a rulebook")?.text ?? ""
        let prefix = map.required("prefix", of: "a rulebook")?.text ?? ""
        let facts = FactCatalog(declared: FactsLoader(sink: self.sink).load(map.node("facts")))
        let expressions = ExpressionLoader(facts: facts, sink: self.sink)
        let derived = self.derived(map.node("derived"), expressions)
        let rules = RuleLoader(sink: self.sink, expressions: expressions)
        let loaded = map.list("rules")
            .compactMap {
                rules.load($0, subjects: RuleSubject.allCases, usual: .application, cite: nil)
            }
        let money = MoneyLoader(sink: self.sink, expressions: expressions, rules: rules)
        let limits = map.list("limits").compactMap { money.limit($0) }
        let loader = MeasureLoader(
            sink: self.sink,
            expressions: expressions,
            rules: rules,
            money: money,
            prefix: prefix,
            derived: derived,
            limits: limits.map(\.limit),
            shared: loaded
        )
        let measures = map.list("measures").compactMap { loader.load($0) }
        if measures.isEmpty { self.sink.report("a rulebook needs \"measures\"", at: map.place) }
        let inForce = map.node("in_force")
            .flatMap {
                YAMLMap($0, "\"in_force\"", allowed: ["from", "until"], sink: self.sink)
            }
        let budget = money.budget(map.node("budget"), prefix: prefix)
        RulebookChecker(sink: self.sink).check(measures: measures, shared: loaded, limits: limits, facts: facts)
        let from = self.date("from", inForce)
        let until = self.date("until", inForce)
        if let from, let until, until < from {
            self.sink.report("the edition ends before it begins", at: inForce?.place("until"))
        }
        return Rulebook(
            Rulebook.Parts(
                program: program,
                edition: map.required("edition", of: "a rulebook")?.text ?? "",
                digest: digest,
                text: text,
                file: self.sink.file,
                title: map.required("title", of: "a rulebook")?.text ?? "",
                document: map.required("document", of: "a rulebook")?.text ?? "",
                prefix: prefix,
                from: from,
                until: until,
                facts: facts,
                derivedShape: expressions.derivedShape,
                derived: derived,
                rules: loaded.filter { $0.rule.subject == .application }.map(\.rule),
                measures: measures.map(\.measure),
                limits: limits.map(\.limit),
                budget: budget,
                frameSize: expressions.frameSize,
                readsDocuments: expressions.readsDocuments
            )
        )
    }

    private func derived(_ node: Node?, _ expressions: ExpressionLoader) -> [Derived] {
        guard let node, let map = YAMLMap(node, "\"derived\"", allowed: nil, sink: self.sink) else { return [] }
        var derived: [Derived] = []
        for name in map.keys {
            guard let node = map.node(name) else { continue }
            self.sink.concerning("derived.\(name)") {
                guard let entry = YAMLMap(node, "a derived value", allowed: ["formula", "meaning"], sink: self.sink),
                    let text = entry.required("formula", of: "a derived value"),
                    let formula = expressions.compile(text, reach: .line, expecting: nil)
                else { return }
                expressions.derivedReads.append(expressions.reads([formula]))
                derived.append(
                    Derived(
                        name: name,
                        formula: formula,
                        meaning: entry.required("meaning", of: "a derived value")?.text ?? ""
                    )
                )
                expressions.derivedShape = Shape(
                    name: "derived",
                    fields: derived.map { ($0.name, $0.formula.type) },
                    units: Dictionary(
                        derived.compactMap { item in item.formula.unit.map { (item.name, $0) } },
                        uniquingKeysWith: { first, _ in first }
                    )
                )
            }
        }
        return derived
    }

    private func date(_ key: String, _ map: YAMLMap?) -> CalendarDate? {
        guard let text = map?.text(key) else { return nil }
        if let date = CalendarDate(text.text) { return date }
        self.sink.report("\"\(key)\" must be a date, YYYY-MM-DD", at: text.place)
        return nil
    }
}
