import FEEL
import JSON
import Messages
import Rulebook

/// Reads the facts of one home: of the customer, say, or of one unit.
struct SectionReader {
    let home: FactHome
    let section: FactCatalog.Section
    let line: Int
    let unit: Int
    /// The measure of the line, by which some facts have narrower types.
    let measure: String?

    init(_ home: FactHome, _ facts: FactCatalog, line: Int = 0, unit: Int = 0, measure: String? = nil) {
        self.home = home
        self.section = facts[home]
        self.line = line
        self.unit = unit
        self.measure = measure
    }

    /// The facts that `value` states; all others are their default, or unknown.
    ///
    /// - Parameter skipping: Names that are no facts here though they stand in the object (`units` of a line).
    func read(_ value: JSONValue?, skipping: StaticString? = nil, problems: inout ProblemList) -> Value {
        var values = self.unstated()
        if let value, !value.isNull {
            if value.kind == .object {
                for (key, stated) in value.members {
                    self.read(key, stated, skipping: skipping, into: &values, problems: &problems)
                }
            } else {
                problems.add(self.home.rawValue, "must be an object")
            }
        }
        return .context(Context(shape: self.section.shape, values: values))
    }

    private func read(
        _ key: JSONKey,
        _ stated: JSONValue,
        skipping: StaticString?,
        into values: inout [Value],
        problems: inout ProblemList
    ) {
        guard let index = key.place(in: self.section.names) else {
            if let skipping, key.equals(skipping) { return }
            let name = key.string
            problems.add(
                FactID.path(self.home, name, line: self.line, unit: self.unit),
                "is no fact that the program declares" + self.suggestion(name)
            )
            return
        }
        if stated.isNull { return }
        let fact = self.section.facts[index]
        let value = FactReader.read(
            stated,
            fact,
            type: fact.typeByMeasure.isEmpty ? fact.type : fact.type(on: self.measure ?? ""),
            path: { FactID.path(self.home, fact.name, line: self.line, unit: self.unit) },
            problems: &problems
        )
        if let value { values[index] = value }
    }

    private func unstated() -> [Value] {
        let defaults = self.section.defaults
        return defaults.indices.map { index in
            if let value = defaults[index] { return value }
            let reference = FactReference(home: self.home, index: index)
            return .unknown(UnknownSet(FactID(reference, line: self.line, unit: self.unit).rawValue))
        }
    }

    /// The nearest declared name, for a slip of the pen.
    private func suggestion(_ name: String) -> String {
        let near = self.section.facts.map(\.name)
            .map { ($0, Spelling.distance($0, name)) }
            .min { $0.1 < $1.1 }
        guard let near, near.1 <= max(1, name.count / 3) else { return "" }
        return "; did you mean \"\(near.0)\"?"
    }
}
