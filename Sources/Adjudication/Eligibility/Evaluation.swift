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

    init(_ application: Application) {
        self.application = application
        self.frame = application.rulebook.makeFrame()
        for (slot, value) in application.shared.enumerated() { self.frame[slot] = value }
    }

    /// Puts the facts of a line into the frame, derived values too.
    mutating func enter(line index: Int) {
        let line = self.application.lines[index]
        self.line = index
        self.frame[Slots.line] = line.facts
        self.frame[Slots.units] = line.units
        self.frame[Slots.tier] = .null
        self.frame[Slots.position] = .context(
            Context(shape: PositionShape.shape, values: [.number(Number(line.position))])
        )
        self.enterDerived(line.measure)
    }

    private mutating func enterDerived(_ measure: Measure) {
        let rulebook = self.application.rulebook
        guard !measure.derived.isEmpty else { return }
        var values = [Value](repeating: .null, count: rulebook.derived.count)
        for index in measure.derived {
            self.frame[Slots.derived] = .context(Context(shape: rulebook.derivedShape, values: values))
            values[index] = rulebook.derived[index].formula.evaluate(&self.frame)
        }
        self.frame[Slots.derived] = .context(Context(shape: rulebook.derivedShape, values: values))
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
        let line = self.line ?? 0
        for reference in references {
            let units = reference.home == .unit ? self.application.lines[line].unitCount : 1
            for unit in 0..<units {
                let value = self.application.value(reference, line: line, unit: unit)
                let id = FactID(reference, line: self.pathLine(reference, line), unit: unit)
                if value.unknown != nil, !missing.contains(id) { continue }
                facts.append(
                    Finding.Fact(path: id.path(self.application.rulebook.facts), value: FactValue(value))
                )
            }
        }
        if documents { facts += self.documentFacts() }
        return facts
    }

    private func pathLine(_ reference: FactReference, _ line: Int) -> Int {
        switch reference.home {
        case .line, .unit: line
        case .customer, .site, .installer, .project: 0
        }
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
