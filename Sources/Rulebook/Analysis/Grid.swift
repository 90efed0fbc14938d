import FEEL

/// Values for all facts that some expressions read, so few that each combination can be tried, and chosen so that what
/// holds for each combination holds for every application.
struct Grid {
    /// A fact, or a derived value that is not followed to its facts.
    struct Variable {
        let path: String
        let slot: Int
        let index: Int
        let values: [Value]
        /// Whether its values follow each other, so that one can lie between two others.
        let isOrdered: Bool
    }

    /// The most combinations that are tried.
    static let largest = 20_000

    /// What varies.
    let variables: [Variable]
    /// Whether every combination is one that an application can have.
    let isExact: Bool
    private let rulebook: Rulebook
    private let computed: [Int]

    /// The grid for `expressions`, as they are asked of lines of `measures`; `nil` where none can stand for all values.
    init?(_ rulebook: Rulebook, measures: [Measure], expressions: [CompiledExpression]) {
        guard let plan = GridPlan(rulebook, expressions.map(\.authored)) else { return nil }
        self.init(rulebook, measures, plan)
    }

    /// Examples of one unit, for expressions of any kind.
    init?(_ rulebook: Rulebook, measures: [Measure], examplesFor expressions: [CompiledExpression]) {
        guard let plan = GridPlan(rulebook, examplesFor: expressions) else { return nil }
        self.init(rulebook, measures, plan)
    }

    private init?(_ rulebook: Rulebook, _ measures: [Measure], _ plan: GridPlan) {
        var variables: [Variable] = []
        var count = 1
        for path in plan.paths {
            guard let variable = plan.variable(path, measures: measures), !variable.values.isEmpty else { return nil }
            let (product, overflow) = count.multipliedReportingOverflow(by: variable.values.count)
            if overflow || product > Self.largest { return nil }
            count = product
            variables.append(variable)
        }
        self.variables = variables
        self.isExact = plan.isExact
        self.rulebook = rulebook
        self.computed = plan.computed.sorted()
    }

    /// Tries each combination until `body` says that it has seen enough by giving `false`.
    ///
    /// - Parameter body: Takes a frame that holds the combination, and the place of each variable's value.
    func forEach(_ body: (inout Frame, [Int]) -> Bool) {
        var frame = self.rulebook.makeFrame()
        var point = [Int](repeating: 0, count: self.variables.count)
        while true {
            self.fill(&frame, point)
            guard body(&frame, point) else { return }
            var digit = point.count - 1
            while digit >= 0, point[digit] == self.variables[digit].values.count - 1 {
                point[digit] = 0
                digit -= 1
            }
            if digit < 0 { return }
            point[digit] += 1
        }
    }

    /// A combination as a person reads it: `unit.seer = 15, unit.eer = 12.4`.
    func example(_ point: [Int]) -> String {
        zip(self.variables, point)
            .map { variable, place in
                let value = variable.values[place]
                return "\(variable.path) = \(value.text.map { "\"\($0)\"" } ?? value.plain)"
            }
            .joined(separator: ", ")
    }

    private func fill(_ frame: inout Frame, _ point: [Int]) {
        var values: [Int: [Value]] = [:]
        for (variable, place) in zip(self.variables, point) {
            let fields = self.shape(variable.slot).fields.count
            values[variable.slot, default: Array(repeating: .null, count: fields)][variable.index] =
                variable.values[place]
        }
        for (slot, fields) in values where slot != Slots.derived {
            frame[slot] = .context(Context(shape: self.shape(slot), values: fields))
        }
        let unit = values[Slots.unit] ?? []
        frame[Slots.units] = .list([.context(Context(shape: self.rulebook.facts.unit.shape, values: unit))])
        var derived = values[Slots.derived] ?? Array(repeating: .null, count: self.rulebook.derived.count)
        for index in self.computed {
            frame[Slots.derived] = .context(Context(shape: self.rulebook.derivedShape, values: derived))
            derived[index] = self.rulebook.derived[index].formula.evaluate(&frame)
        }
        frame[Slots.derived] = .context(Context(shape: self.rulebook.derivedShape, values: derived))
    }

    private func shape(_ slot: Int) -> Shape {
        switch slot {
        case Slots.customer: self.rulebook.facts.customer.shape
        case Slots.site: self.rulebook.facts.site.shape
        case Slots.installer: self.rulebook.facts.installer.shape
        case Slots.project: self.rulebook.facts.project.shape
        case Slots.line: self.rulebook.facts.line.shape
        case Slots.unit: self.rulebook.facts.unit.shape
        default: self.rulebook.derivedShape
        }
    }
}
