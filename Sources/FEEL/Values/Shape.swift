/// The names and types of a context's entries.
///
/// Contexts of one shape share it, so that a path compiles to an index.
public final class Shape: Sendable {
    /// What messages and ``FieldRead`` call it.
    public let name: String
    /// The entries in their order.
    public let fields: [(name: String, type: ValueType)]
    /// What amounts are counted in, by entry, such as `Btu/h`; the checker compares only amounts of one unit.
    public let units: [String: String]
    /// The entries that always have a value, so that nothing becomes unknown by them.
    public let alwaysKnown: Set<String>
    private let indices: [String: Int]

    /// A shape.
    ///
    /// - Parameters:
    ///   - name: What messages call it; the empty string if it has no name.
    ///   - fields: The entries; of a name that stands twice the first counts.
    ///   - units: What the amounts among them are counted in, by name, such as `Btu/h`, `dollars` or `percent`.
    ///   - alwaysKnown: The entries that always have a value, as those with a default.
    public init(
        name: String,
        fields: [(name: String, type: ValueType)],
        units: [String: String] = [:],
        alwaysKnown: Set<String> = []
    ) {
        self.name = name
        self.fields = fields
        self.units = units
        self.alwaysKnown = alwaysKnown
        var indices: [String: Int] = [:]
        if fields.count > 8 {
            for (index, field) in fields.enumerated() where indices[field.name] == nil { indices[field.name] = index }
        }
        self.indices = indices
    }

    /// The place of an entry, or `nil` if there is none of that name.
    public func index(of name: String) -> Int? {
        if self.indices.isEmpty {
            return self.fields.firstIndex { $0.name == name }
        }
        return self.indices[name]
    }

    /// The shape of a context without entries.
    static let empty = Shape(name: "", fields: [])
}
