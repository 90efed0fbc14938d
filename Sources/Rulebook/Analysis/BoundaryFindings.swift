import FEEL
import Yams

/// Finds values at which two measures meet: exactly there an application fits both, or neither.
struct BoundaryFindings {
    /// A rule of some measures, and the values that it compares facts with.
    private struct Bounded {
        let rule: Rule
        let measures: [Measure]
        let numbers: [String: Set<Number>]
    }

    private let rulebook: Rulebook
    private let report: AnalysisReport

    init(_ rulebook: Rulebook, _ report: AnalysisReport) {
        self.rulebook = rulebook
        self.report = report
    }

    func look() {
        let rules = self.rulebook.distinctRules
            .filter { !$0.measures.isEmpty && $0.rule.failsTo == .deny && $0.rule.leaning == nil }
            .map { rule, measures in
                let sources = [rule.condition, rule.test].compactMap { $0?.authored }
                let numbers = sources.map(DirectComparisons.numbers(in:))
                    .reduce(into: [:]) { all, found in
                        all.merge(found) { $0.union($1) }
                    }
                return Bounded(rule: rule, measures: measures, numbers: numbers)
            }
        for (index, first) in rules.enumerated() {
            for second in rules[(index + 1)...] {
                let shared = Set(first.measures.map(\.id)).intersection(second.measures.map(\.id))
                if shared.isEmpty { self.look(first, second) }
            }
        }
    }

    private func look(_ first: Bounded, _ second: Bounded) {
        for (path, numbers) in first.numbers.sorted(by: { $0.key < $1.key }) {
            for number in numbers.intersection(second.numbers[path] ?? []).sorted() {
                self.look(first, second, at: path, number)
            }
        }
    }

    private func look(_ first: Bounded, _ second: Bounded, at path: String, _ number: Number) {
        let expressions = [first.rule.condition, first.rule.test, second.rule.condition, second.rule.test]
            .compactMap { $0 }
        let measures = first.measures + second.measures
        guard let grid = Grid(self.rulebook, measures: measures, examplesFor: expressions),
            let axis = grid.variables.firstIndex(where: { $0.path == path }),
            let place = grid.variables[axis].values.firstIndex(where: { $0.number == number }),
            place > 0, place + 1 < grid.variables[axis].values.count
        else { return }
        // Which of the rules are met below, at and above the value, for each choice of the other facts.
        var seen: [[Int]: [[Bool]]] = [:]
        grid.forEach { frame, point in
            guard abs(point[axis] - place) <= 1 else { return true }
            var key = point
            key[axis] = place
            let met = [first.rule, second.rule].map { $0.isMet(&frame) }
            seen[key, default: [[], [], []]][point[axis] - place + 1] = met
            return true
        }
        for (point, met) in seen.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
            let below = met[0]
            let above = met[2]
            guard met[1] == [true, true] || met[1] == [false, false], below == above.map({ !$0 }), below[0] != below[1]
            else { continue }
            self.tell(first, second, both: met[1] == [true, true], grid.example(point), path, number)
            return
        }
    }

    private func tell(
        _ first: Bounded,
        _ second: Bounded,
        both: Bool,
        _ example: String,
        _ path: String,
        _ number: Number
    ) {
        func named(_ bounded: Bounded) -> String {
            let ids = bounded.measures.map(\.id)
            return "\(bounded.rule.id) (measure\(ids.count == 1 ? "" : "s") \(ids.joined(separator: ", ")))"
        }
        let verb = both ? "meets both" : "meets neither"
        let place = self.report.outline.rule(second.rule.id)
        self.report.tell(
            .note,
            first.rule.id,
            "\(path) of exactly \(number) \(verb) \(named(first)) \(both ? "and" : "nor") \(named(second)), "
                + "which part there: \(example)",
            at: self.report.outline.rule(first.rule.id)?["require"],
            place
        )
    }
}

extension Rule {
    /// Whether it is met, or doesn't apply.
    fileprivate func isMet(_ frame: inout Frame) -> Bool {
        if let condition, condition.evaluate(&frame).boolean == false { return true }
        return self.test?.evaluate(&frame).boolean == true
    }
}
