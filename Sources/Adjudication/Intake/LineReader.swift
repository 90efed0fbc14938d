import FEEL
import JSON
import Rulebook

/// Reads the measure lines of an application.
struct LineReader {
    let rulebook: Rulebook

    /// How many lines an application has.
    static let lines = 1...50
    /// How many units a line has at most.
    static let mostUnits = 200

    func read(_ measures: JSONValue?, problems: inout ProblemList) -> [Application.Line] {
        guard let measures = Self.checked(measures, &problems) else { return [] }
        var lines: [Application.Line] = []
        lines.reserveCapacity(measures.count)
        var ids: [String] = []
        for (index, value) in measures.elements.enumerated() {
            guard value.kind == .object else {
                problems.add("measures[\(index)]", "must be a line: an object with id and measure")
                continue
            }
            let id = Self.id(value, index, &ids, &problems)
            let measure = self.measure(value, index, &problems)
            let facts = SectionReader(.line, self.rulebook.facts, line: index, measure: measure)
                .read(value, skipping: "units", problems: &problems)
            let units = self.units(value["units"], index, measure: measure, &problems)
            guard let id, let measure else { continue }
            lines.append(
                Application.Line(
                    id: id,
                    measure: measure,
                    facts: facts,
                    units: units,
                    position: lines.count { $0.measure === measure } + 1
                )
            )
        }
        return lines
    }

    /// What every line has, whatever its program.
    static func checkShape(_ measures: JSONValue?, problems: inout ProblemList) {
        guard let measures = Self.checked(measures, &problems) else { return }
        var ids: [String] = []
        for (index, value) in measures.elements.enumerated() {
            guard value.kind == .object else {
                problems.add("measures[\(index)]", "must be a line: an object with id and measure")
                continue
            }
            _ = Self.id(value, index, &ids, &problems)
            if value["measure"]?.isNull ?? true { problems.add("measures[\(index)].measure", "is required") }
        }
    }

    private static func checked(_ measures: JSONValue?, _ problems: inout ProblemList) -> JSONValue? {
        guard let measures, !measures.isNull else {
            problems.add("measures", "is required: 1 to 50 lines")
            return nil
        }
        guard measures.kind == .array, Self.lines.contains(measures.count) else {
            problems.add("measures", "must be a list of 1 to 50 lines")
            return nil
        }
        return measures
    }

    private static func id(
        _ value: JSONValue,
        _ index: Int,
        _ ids: inout [String],
        _ problems: inout ProblemList
    ) -> String? {
        // A line's id of another kind than text is told once, by the reader of its facts.
        let value = value["id"]
        if let value, !value.isNull, value.kind != .string { return nil }
        guard let id = Identifiers.read(value, path: "measures[\(index)].id", problems: &problems) else { return nil }
        // Lines are few: to look through them costs less than a set.
        if ids.contains(id) {
            problems.add("measures[\(index)].id", "stands twice: every line needs an id of its own")
        } else {
            ids.append(id)
        }
        return id
    }

    private func measure(_ value: JSONValue, _ index: Int, _ problems: inout ProblemList) -> Measure? {
        guard let name = value["measure"], !name.isNull else {
            problems.add("measures[\(index)].measure", "is required")
            return nil
        }
        guard let text = name.string else { return nil }
        if let measure = self.rulebook.measure(text) { return measure }
        let known = self.rulebook.measures.map(\.id).joined(separator: ", ")
        problems.add("measures[\(index)].measure", "is no measure of \(self.rulebook.program); it has \(known)")
        return nil
    }

    private func units(_ value: JSONValue?, _ line: Int, measure: Measure?, _ problems: inout ProblemList) -> Value {
        let none = Value.unknown(UnknownSet(FactID.units(of: line).rawValue))
        guard let value, !value.isNull else { return none }
        guard value.kind == .array, value.count <= Self.mostUnits else {
            problems.add("measures[\(line)].units", "must be a list of at most \(Self.mostUnits) units")
            return none
        }
        if value.count == 0 { return none }
        var units: [Value] = []
        units.reserveCapacity(value.count)
        for (index, element) in value.elements.enumerated() {
            guard element.kind == .object else {
                problems.add("measures[\(line)].units[\(index)]", "must be a unit: an object")
                continue
            }
            units.append(
                SectionReader(.unit, self.rulebook.facts, line: line, unit: index, measure: measure)
                    .read(element, problems: &problems)
            )
        }
        return .list(units)
    }
}
