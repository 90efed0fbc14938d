import FEEL
import Messages
import Rulebook

/// Evaluates the expressions of one application in one frame.
struct Evaluation {
    /// How a condition ended.
    enum Truth {
        case yes
        case no
        /// It turns on these facts; none where the expression itself came to nothing.
        case unknown([FactID])
    }

    let application: Application
    var frame: Frame
    /// The line whose facts the frame holds, `nil` for the application's own rules.
    private(set) var line: Int?
    /// The derived values of the lines that were entered: they depend on nothing but the line.
    private(set) var derived: [Value?]

    /// - Parameter derived: The derived values of each line, as far as they were computed before.
    init(_ application: Application, derived: [Value?]? = nil) {
        self.application = application
        self.derived = derived ?? Array(repeating: nil, count: application.lines.count)
        self.frame = application.rulebook.makeFrame(application.shared)
    }

    /// Puts the facts of a line into the frame, derived values too.
    mutating func enter(line index: Int) {
        let line = self.application.lines[index]
        self.line = index
        self.frame[Slots.line] = line.facts
        self.frame[Slots.units] = line.units
        self.frame[Slots.tier] = .null
        self.frame[Slots.position] = line.position
        guard !line.measure.derived.isEmpty else { return }
        let derived = self.derived[index] ?? self.derive(line.measure)
        self.derived[index] = derived
        self.frame[Slots.derived] = derived
    }

    private mutating func derive(_ measure: Measure) -> Value {
        let rulebook = self.application.rulebook
        var values = [Value](repeating: .null, count: rulebook.derived.count)
        for index in measure.derived {
            let derived = rulebook.derived[index]
            if derived.readsOthers {
                self.frame[Slots.derived] = .context(Context(shape: rulebook.derivedShape, values: values))
            }
            values[index] = derived.formula.evaluate(&self.frame)
        }
        return .context(Context(shape: rulebook.derivedShape, values: values))
    }

    mutating func truth(_ expression: CompiledExpression) -> Truth {
        switch expression.evaluate(&self.frame) {
        case .boolean(true): .yes
        case .boolean(false): .no
        case .unknown(let set): .unknown(set.ids.map(FactID.init(rawValue:)))
        // Null: the expression came to nothing (a division by zero, say), which no fact that is asked for can mend.
        default: .unknown([])
        }
    }

    /// The facts that `references` name and that are known, or are among `missing`, as a finding tells them.
    func facts(_ references: [FactReference], documents: Bool, missing: [FactID]) -> [Finding.Fact] {
        var facts: [Finding.Fact] = []
        facts.reserveCapacity(references.count)
        let line = self.line ?? 0
        for reference in references {
            switch reference.home {
            case .customer, .site, .installer, .project:
                // A section stands once, whatever the line.
                let section = self.application.section(reference.home)
                self.add(reference, of: section, line: 0, unit: 0, missing, to: &facts)
            case .line:
                self.add(reference, of: self.application.lines[line].facts, line: line, unit: 0, missing, to: &facts)
            case .unit:
                guard case .list(let units) = self.application.lines[line].units else { continue }
                for unit in units.indices {
                    self.add(reference, of: units[unit], line: line, unit: unit, missing, to: &facts)
                }
            }
        }
        if documents { facts += self.documentFacts() }
        return facts
    }

    private func add(
        _ reference: FactReference,
        of section: Value,
        line: Int,
        unit: Int,
        _ missing: [FactID],
        to facts: inout [Finding.Fact]
    ) {
        guard case .context(let context) = section else { return }
        let value = context[reference.index]
        if case .unknown = value, !missing.contains(FactID(reference, line: line, unit: unit)) { return }
        let name = self.application.rulebook.facts[reference.home].facts[reference.index].fullName
        facts.append(Finding.Fact(FindingPath(name, line: line, unit: unit), value: FactValue(value)))
    }

    private func documentFacts() -> [Finding.Fact] {
        let documents = self.application.shared[Slots.documents].list ?? []
        return documents.enumerated()
            .compactMap { index, document in
                document.context?["kind"]
                    .map {
                        Finding.Fact(path: "documents[\(index)].kind", value: FactValue($0))
                    }
            }
    }
}
