/// Named values.
public struct Context: Sendable {
    /// The names.
    public let shape: Shape
    /// The values in the shape's order.
    public internal(set) var values: [Value]

    /// A context of a shape; missing values are null, surplus ones are dropped.
    public init(shape: Shape, values: [Value]) {
        self.shape = shape
        self.values = values
        let missing = shape.fields.count - values.count
        if missing > 0 {
            self.values.append(contentsOf: repeatElement(.null, count: missing))
        } else if missing < 0 {
            self.values.removeLast(-missing)
        }
    }

    /// A context made of pairs; a later pair replaces an earlier one of the same name.
    public init(_ entries: [(name: String, value: Value)]) {
        var names: [(name: String, type: ValueType)] = []
        var values: [Value] = []
        var places: [String: Int] = [:]
        for entry in entries {
            if let place = places[entry.name] {
                values[place] = entry.value
            } else {
                places[entry.name] = values.count
                names.append((entry.name, .any))
                values.append(entry.value)
            }
        }
        self.shape = names.isEmpty ? .empty : Shape(name: "", fields: names)
        self.values = values
    }

    /// The value of a name, or `nil` if there is no such entry.
    public subscript(name: String) -> Value? {
        guard let index = self.shape.index(of: name) else { return nil }
        return self.values[index]
    }

    /// The entries in order.
    public var entries: [(name: String, value: Value)] {
        zip(self.shape.fields, self.values).map { ($0.name, $1) }
    }
}
