/// Named values.
public struct Context: Sendable {
    /// One object, so that a copy counts one reference.
    private final class Storage: Sendable {
        let shape: Shape
        let values: [Value]

        init(shape: Shape, values: [Value]) {
            self.shape = shape
            self.values = values
        }
    }

    private let storage: Storage

    /// The names.
    public var shape: Shape { self.storage.shape }

    /// The values in the shape's order.
    public var values: [Value] { self.storage.values }

    /// A context of a shape; missing values are null, surplus ones are dropped.
    public init(shape: Shape, values: consuming [Value]) {
        let missing = shape.fields.count - values.count
        if missing > 0 {
            values.append(contentsOf: repeatElement(.null, count: missing))
        } else if missing < 0 {
            values.removeLast(-missing)
        }
        self.storage = Storage(shape: shape, values: values)
    }

    /// The value at a place of a shape, or `nil` if this is a context of another one.
    @inline(__always)
    func value(of shape: Shape, at index: Int) -> Value? {
        self.storage.shape === shape ? self.storage.values[index] : nil
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
        self.init(shape: names.isEmpty ? .empty : Shape(name: "", fields: names), values: values)
    }

    /// The value at a place of the shape.
    public subscript(index: Int) -> Value { self.storage.values[index] }

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
