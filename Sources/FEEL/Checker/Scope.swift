/// The variables that an expression may use, with their types and slots.
public struct Scope: Sendable {
    struct Variable: Sendable {
        let name: String
        let type: ValueType
        let nullable: Bool
        let unit: String?
        let slot: Int
    }

    private(set) var variables: [Variable] = []
    private var places: [String: Int] = [:]

    /// How faults are treated.
    ///
    /// A rulebook wants each of them as an error. Plain evaluation follows the standard, where a wrong name or a
    /// wrong operand is null: there they are warnings.
    public var isLenient = false

    /// A scope without variables.
    public init() {}

    /// Declares a variable; one of the same name is replaced and keeps its slot.
    ///
    /// - Parameters:
    ///   - name: Any text; spaces and operators in it are found again in expressions.
    ///   - type: What its values are.
    ///   - nullable: Whether it may be null.
    ///   - unit: What its amounts are counted in, such as `dollars`.
    /// - Returns: The slot of ``Frame`` that holds its value.
    @discardableResult
    public mutating func declare(
        _ name: String,
        _ type: ValueType,
        nullable: Bool = true,
        unit: String? = nil
    ) -> Int {
        let slot = self.places[name] ?? self.variables.count
        let variable = Variable(name: name, type: type, nullable: nullable, unit: unit, slot: slot)
        if slot < self.variables.count {
            self.variables[slot] = variable
        } else {
            self.places[name] = slot
            self.variables.append(variable)
        }
        return slot
    }

    /// The slot of a variable, or `nil` if there is none of that name.
    public func slot(of name: String) -> Int? { self.places[name] }

    /// The names of the variables, in the order of their slots.
    public var names: [String] { self.variables.map(\.name) }

    /// How many slots the variables take.
    public var slots: Int { self.variables.count }

    func variable(_ name: String) -> Variable? {
        self.places[name].map { self.variables[$0] }
    }

    /// The names for the parser: those of variables and functions, and those of entries.
    func knownNames() -> (names: KnownNames, members: KnownNames) {
        var names = Builtins.knownNames
        var members = KnownNames.properties
        for variable in self.variables {
            names.add(variable.name)
            Self.collect(variable.type, &members, 0)
        }
        return (names, members)
    }

    private static func collect(_ type: ValueType, _ members: inout KnownNames, _ depth: Int) {
        guard depth < 32 else { return }
        switch type {
        case .list(let item), .range(let item): self.collect(item, &members, depth + 1)
        case .context(let shape):
            for field in shape.fields {
                members.add(field.name)
                self.collect(field.type, &members, depth + 1)
            }
        default: break
        }
    }
}

extension KnownNames {
    /// Properties of values whose names have spaces.
    static let properties: KnownNames = {
        var names = KnownNames()
        for name in ["time offset", "start included", "end included"] { names.add(name) }
        return names
    }()
}
