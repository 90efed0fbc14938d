import FEEL

/// Compiles the expressions of one rulebook and tells their faults by the file's own lines.
final class ExpressionLoader {
    /// What an expression may name.
    enum Reach {
        /// The application's own facts.
        case application
        /// Those and a line's.
        case line
        /// Those and one unit's.
        case unit
        /// A line's and another line's.
        case other
    }

    private let facts: FactCatalog
    private let sink: DiagnosticSink
    private(set) var frameSize = Slots.count
    /// Whether any expression can read the documents: it can't without naming them.
    private(set) var readsDocuments = false
    /// The derived values declared so far.
    var derivedShape = Shape(name: "derived", fields: [])
    /// What each of them reads.
    var derivedReads: [[FactReference]] = []

    init(facts: FactCatalog, sink: DiagnosticSink) {
        self.facts = facts
        self.sink = sink
    }

    func compile(
        _ text: YAMLText,
        reach: Reach,
        expecting type: ValueType?,
        eachUnit: Bool = false
    ) -> CompiledExpression? {
        let scope = self.scope(reach)
        let (plain, diagnostics) = FEEL.compile(text.text, scope: scope, expecting: type)
        for diagnostic in diagnostics {
            self.sink.report(
                diagnostic.message,
                at: text.place(line: diagnostic.line, column: diagnostic.column),
                severity: diagnostic.severity == .error ? .error : .warning
            )
        }
        guard var compiled = plain else { return nil }
        if eachUnit {
            // A rule asked of every unit is a quantifier. Its faults were told above, by the author's own columns.
            let source = "every unit in units satisfies (\(text.text)\n)"
            guard let quantified = FEEL.compile(source, scope: scope, expecting: type).0 else { return nil }
            compiled = quantified
        }
        self.frameSize = max(self.frameSize, compiled.slotsNeeded)
        self.readsDocuments = self.readsDocuments || text.text.contains(Slots.names[Slots.documents])
        return compiled
    }

    /// A sentence with expressions in braces; `{{` stands for a brace.
    func template(_ text: YAMLText, reach: Reach) -> MessageTemplate {
        var segments: [MessageTemplate.Segment] = []
        var plain = ""
        var rest = text.text[...]
        while let brace = rest.firstIndex(of: "{") {
            plain += rest[..<brace]
            rest = rest[rest.index(after: brace)...]
            if rest.first == "{" {
                plain += "{"
                rest = rest.dropFirst()
                continue
            }
            guard let end = rest.firstIndex(of: "}") else {
                self.sink.report("a brace is opened in the message and not closed", at: text.place)
                break
            }
            let before = text.text.distance(from: text.text.startIndex, to: rest.startIndex)
            let inner = YAMLText(
                text: String(rest[..<end]),
                place: SourcePlace(line: text.place.line, column: text.place.column + before)
            )
            rest = rest[rest.index(after: end)...]
            if let expression = self.compile(inner, reach: reach, expecting: nil) {
                if !plain.isEmpty { segments.append(.text(plain)) }
                plain = ""
                segments.append(.value(expression))
            }
        }
        plain += rest
        if !plain.isEmpty || segments.isEmpty { segments.append(.text(plain)) }
        return MessageTemplate(segments)
    }

    /// The facts that `expressions` can read, through derived values too; distinct, in order of appearance.
    func reads(_ expressions: [CompiledExpression?]) -> [FactReference] {
        var references: [FactReference] = []
        var seen: Set<FactReference> = []
        for read in expressions.compactMap({ $0 }).flatMap(\.reads) {
            for reference in self.references(read) where seen.insert(reference).inserted {
                references.append(reference)
            }
        }
        return references
    }

    /// The derived values that `expressions` read, and those that these read, in the order of computation.
    func derived(_ expressions: [CompiledExpression?], formulas: [Derived]) -> [Int] {
        var needed: Set<Int> = []
        var open = expressions.compactMap { $0 }
        while let expression = open.popLast() {
            for read in expression.reads where read.shape == self.derivedShape.name {
                guard let index = self.derivedShape.index(of: read.field), needed.insert(index).inserted else {
                    continue
                }
                open.append(formulas[index].formula)
            }
        }
        return needed.sorted()
    }

    private func references(_ read: FieldRead) -> [FactReference] {
        if read.shape == self.derivedShape.name {
            return self.derivedShape.index(of: read.field).map { self.derivedReads[$0] } ?? []
        }
        guard let home = FactHome(rawValue: read.shape), let index = self.facts[home].index(of: read.field) else {
            return []
        }
        return [FactReference(home: home, index: index)]
    }

    /// Every scope declares every slot, so that slots are the same everywhere; what is out of reach has no name.
    private func scope(_ reach: Reach) -> Scope {
        let types: [ValueType] = [
            .context(CommonFacts.applicationShape),
            .context(self.facts.customer.shape),
            .context(self.facts.site.shape),
            .context(self.facts.installer.shape),
            .context(self.facts.project.shape),
            .list(.context(CommonFacts.documentShape)),
            .context(self.facts.line.shape),
            .list(.context(self.facts.unit.shape)),
            .context(self.derivedShape),
            .context(self.facts.unit.shape),
            .text,
            .context(self.facts.line.shape),
            .context(PositionShape.shape),
        ]
        var scope = Scope()
        for (slot, type) in types.enumerated() {
            let visible =
                switch slot {
                case Slots.application...Slots.documents: true
                case Slots.unit: reach == .unit
                case Slots.other: reach == .other
                default: reach != .application
                }
            _ = scope.declare(visible ? Slots.names[slot] : "\u{0}\(slot)", type)
        }
        return scope
    }
}

extension YAMLText {
    /// A piece of another text.
    init(text: String, place: SourcePlace) {
        self.text = text
        self.place = place
        self.isBlock = false
    }
}
