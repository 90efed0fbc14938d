import JSON

/// The path of a fact in an application, such as `measures[0].units[1].seer`.
///
/// A finding names many, and most are never read but in JSON: so they are kept in parts and put together there.
public struct FindingPath: Sendable, Equatable, CustomStringConvertible {
    private enum Form: Sendable {
        case written(String)
        case fact(FactName, line: Int32, unit: Int32)
    }

    private let form: Form

    /// A path as it stands in a message.
    public init(_ path: String) {
        self.form = .written(path)
    }

    /// The path of `fact` on a line and of a unit, as far as it stands there; both counted from 0.
    public init(_ fact: FactName, line: Int, unit: Int) {
        self.form = .fact(fact, line: Int32(truncatingIfNeeded: line), unit: Int32(truncatingIfNeeded: unit))
    }

    /// The path as messages write it.
    public var description: String {
        switch self.form {
        case .written(let path): path
        case .fact(let fact, let line, let unit):
            switch fact.place {
            case .section(let section): "\(section).\(fact.name)"
            case .line: "measures[\(line)].\(fact.name)"
            case .unit: "measures[\(line)].units[\(unit)].\(fact.name)"
            }
        }
    }

    /// Writes the path as a member's name.
    func writeKey(to json: inout JSONWriter) {
        switch self.form {
        case .written(let path): json.key(path)
        case .fact(let fact, let line, let unit):
            json.beginKey()
            switch fact.place {
            case .section(let section): json.part(section)
            case .line:
                json.part("measures[")
                json.part(Int(line))
                json.part("]")
            case .unit:
                json.part("measures[")
                json.part(Int(line))
                json.part("].units[")
                json.part(Int(unit))
                json.part("]")
            }
            json.part(".")
            json.part(fact.name)
            json.endKey()
        }
    }

    /// Whether both are the same path, however they are kept.
    public static func == (left: FindingPath, right: FindingPath) -> Bool {
        if case .fact(let first, let line, let unit) = left.form, case .fact(let second, line, unit) = right.form,
            first == second
        {
            return true
        }
        return left.description == right.description
    }
}
