import FEEL

/// What has to vary so that some expressions take every value that they can take.
struct GridPlan {
    private let rulebook: Rulebook
    /// The names that vary, in order of appearance.
    private(set) var paths: [String] = []
    /// The derived values that are computed from the others.
    private(set) var computed: Set<Int> = []
    /// Whether no derived value had to be taken for any value of its type.
    private(set) var isExact = true
    private var numbers: [String: Set<Number>] = [:]
    private var texts: [String: Set<String>] = [:]

    /// Plans for `sources`; `nil` where they do more than compare facts with literals.
    init?(_ rulebook: Rulebook, _ sources: [String]) {
        self.rulebook = rulebook
        for source in sources {
            guard let found = self.comparisons(source) else { return nil }
            self.take(found)
        }
    }

    /// Plans for examples of one unit, whatever `expressions` do with the facts; `nil` where they read more than facts.
    ///
    /// Examples prove that something can be, not that something can't.
    init?(_ rulebook: Rulebook, examplesFor expressions: [CompiledExpression]) {
        self.rulebook = rulebook
        let beyond: Set<String> = ["tier", "documents", "other", "position", "application"]
        var open = Array(expressions.reversed())
        while let expression = open.popLast() {
            for token in ExpressionToken.tokens(of: expression.authored) {
                if case .word(let word) = token, beyond.contains(word) { return nil }
            }
            self.numbers.merge(DirectComparisons.numbers(in: expression.authored)) { $0.union($1) }
            for read in expression.reads {
                let path = "\(read.shape).\(read.field)"
                if let index = self.derivedIndex(path) {
                    if self.computed.insert(index).inserted { open.append(rulebook.derived[index].formula) }
                } else if self.reference(path) == nil {
                    return nil
                } else if !self.paths.contains(path) {
                    self.paths.append(path)
                }
            }
        }
    }

    private func comparisons(_ source: String) -> DirectComparisons? {
        DirectComparisons(source) { self.kind($0) }
    }

    private mutating func take(_ found: DirectComparisons) {
        self.numbers.merge(found.numbers) { $0.union($1) }
        self.texts.merge(found.texts) { $0.union($1) }
        for path in found.paths {
            if let index = self.derivedIndex(path) {
                if let inner = self.comparisons(self.rulebook.derived[index].formula.authored) {
                    if self.computed.insert(index).inserted { self.take(inner) }
                    continue
                }
                self.isExact = false
            }
            if !self.paths.contains(path) { self.paths.append(path) }
        }
    }

    private func kind(_ path: String) -> DirectComparisons.Kind? {
        if let index = self.derivedIndex(path) {
            let formula = self.rulebook.derived[index].formula
            // A combination of comparisons takes few values, whatever their type.
            if self.comparisons(formula.authored) != nil { return .finite }
            switch formula.type {
            case .boolean, .oneOf: return .finite
            case .number, .text: return .open
            default: return nil
            }
        }
        switch self.fact(path)?.type {
        case .boolean, .oneOf: return .finite
        case .integer, .number, .money, .text: return .open
        case .date, .address, .none: return nil
        }
    }

    private func derivedIndex(_ path: String) -> Int? {
        let name = self.rulebook.derivedShape.name + "."
        return path.hasPrefix(name) ? self.rulebook.derivedShape.index(of: String(path.dropFirst(name.count))) : nil
    }

    private func fact(_ path: String) -> FactDeclaration? {
        self.reference(path).map { self.rulebook.facts[$0.home].facts[$0.index] }
    }

    private func reference(_ path: String) -> FactReference? {
        let parts = path.split(separator: ".")
        guard parts.count == 2, let home = FactHome(rawValue: String(parts[0])),
            let index = self.rulebook.facts[home].index(of: String(parts[1]))
        else { return nil }
        return FactReference(home: home, index: index)
    }

    /// What varies under a name, as it is on lines of `measures`.
    func variable(_ path: String, measures: [Measure]) -> Grid.Variable? {
        let numbers = self.numbers[path] ?? []
        let texts = self.texts[path] ?? []
        if let index = self.derivedIndex(path) {
            let type = self.rulebook.derived[index].formula.type
            return Candidates.values(type, numbers: numbers, texts: texts)
                .map {
                    Grid.Variable(path: path, slot: Slots.derived, index: index, values: $0, isOrdered: type == .number)
                }
        }
        guard let reference = self.reference(path), let fact = self.fact(path) else { return nil }
        let isOrdered =
            switch fact.type {
            case .integer, .number, .money: true
            case .boolean, .date, .text, .oneOf, .address: false
            }
        return Candidates.values(fact, measures: measures, numbers: numbers, texts: texts)
            .map {
                Grid.Variable(
                    path: path,
                    slot: reference.home.slot,
                    index: reference.index,
                    values: $0,
                    isOrdered: isOrdered
                )
            }
    }
}

extension FactHome {
    /// The place of its facts in a frame.
    fileprivate var slot: Int {
        switch self {
        case .customer: Slots.customer
        case .site: Slots.site
        case .installer: Slots.installer
        case .project: Slots.project
        case .line: Slots.line
        case .unit: Slots.unit
        }
    }
}
