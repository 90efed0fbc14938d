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
    let measure: Measure?

    init(_ home: FactHome, _ facts: FactCatalog, line: Int = 0, unit: Int = 0, measure: Measure? = nil) {
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
                value.forEachMember { key, stated in
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
        if let value = self.value(stated, of: fact, &problems) { values[index] = value }
    }

    private func unstated() -> [Value] {
        let first = FactID(FactReference(home: self.home, index: 0), line: self.line, unit: self.unit)
        var values: [Value] = []
        values.reserveCapacity(self.section.defaults.count)
        for (index, value) in self.section.defaults.enumerated() {
            // An id ends with the fact's place in its section.
            values.append(value ?? .unknown(UnknownSet(first.rawValue | UInt64(index))))
        }
        return values
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
