import FEEL
import JSON

/// Reads typed values such as `{"number": "12.50"}`.
struct TypedValueReader {
    /// Shapes by their names and types, so that contexts that look alike share one.
    private var shapes: [[String]: Shape] = [:]

    mutating func read(_ json: JSONValue) throws(Rejection) -> Value {
        if json.isNull { return .null }
        var kind: (name: String, value: JSONValue)?
        for (key, value) in json.members { kind = (key.string, value) }
        guard json.kind == .object, json.count == 1, let kind else {
            throw Rejection("a typed value is null or an object with exactly one member")
        }
        switch kind.name {
        case "list": return try self.list(kind.value)
        case "context": return try self.context(kind.value)
        case "boolean":
            guard let flag = kind.value.boolean else { throw Rejection("`boolean` must be true or false") }
            return .boolean(flag)
        default:
            guard let text = kind.value.string else { throw Rejection("`\(kind.name)` must be a string") }
            return try Self.scalar(kind.name, text)
        }
    }

    private static func scalar(_ kind: String, _ text: String) throws(Rejection) -> Value {
        let value: Value? =
            switch kind {
            case "number": Number(text).map { .number($0) }
            case "string": .text(text)
            case "date": CalendarDate(text).map { .date($0) }
            case "time": TimeOfDay(text).map { .time($0) }
            case "dateTime": DateTime(text).map { .dateTime($0) }
            case "duration": Value(duration: text)
            default: throw Rejection("there is no kind of value called `\(kind)`")
            }
        guard let value else { throw Rejection("\"\(text)\" is no \(kind)") }
        return value
    }

    private mutating func list(_ json: JSONValue) throws(Rejection) -> Value {
        guard json.kind == .array else { throw Rejection("`list` must be an array") }
        var items: [Value] = []
        items.reserveCapacity(json.count)
        for element in json.elements { items.append(try self.read(element)) }
        return .list(items)
    }

    private mutating func context(_ json: JSONValue) throws(Rejection) -> Value {
        guard json.kind == .object else { throw Rejection("`context` must be an object") }
        var names: [String] = []
        var values: [Value] = []
        for (key, value) in json.members {
            names.append(key.string)
            values.append(try self.read(value))
        }
        let types = values.map { ValueType(of: $0) }
        if let shape = self.shapes[names], zip(shape.fields, types).allSatisfy({ $0.type == $1 }) {
            return .context(Context(shape: shape, values: values))
        }
        let shape = Shape(name: "", fields: zip(names, types).map { (name: $0, type: $1) })
        self.shapes[names] = shape
        return .context(Context(shape: shape, values: values))
    }
}
