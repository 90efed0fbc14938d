import FEEL
import JSON

/// Reads facts from a JSON object of plain values.
///
/// A string that begins with `@` is a date, a time, a date and time or a duration: `"@2024-02-29"`, `"@P4Y"`. All
/// other strings are themselves; an object is a context, an array a list.
enum FactsReader {
    /// The facts by name, in the order of the file.
    static func read(_ bytes: [UInt8]) throws(Rejection) -> [(name: String, value: Value)] {
        let root: JSONValue
        do throws(JSONError) {
            root = try JSONDocument(parsing: bytes).root
        } catch {
            throw Rejection("not JSON: \(error)")
        }
        guard root.kind == .object else { throw Rejection("facts must be a JSON object") }
        var facts: [(name: String, value: Value)] = []
        for (key, json) in root.members {
            guard !key.string.isEmpty else { throw Rejection("a fact needs a name") }
            facts.append((key.string, try self.value(json)))
        }
        return facts
    }

    private static func value(_ json: JSONValue) throws(Rejection) -> Value {
        switch json.kind {
        case .null: return .null
        case .boolean: return .boolean(json.boolean ?? false)
        case .number:
            guard let number = Number(utf8: json.source) else {
                throw Rejection("\(String(decoding: json.source, as: UTF8.self)) is too large a number")
            }
            return .number(number)
        case .string: return try self.text(json.string ?? "")
        case .array:
            var items: [Value] = []
            for element in json.elements { items.append(try self.value(element)) }
            return .list(items)
        case .object:
            var entries: [(name: String, value: Value)] = []
            for (key, member) in json.members { entries.append((key.string, try self.value(member))) }
            let fields = entries.map { (name: $0.name, type: ValueType(of: $0.value)) }
            return .context(Context(shape: Shape(name: "", fields: fields), values: entries.map(\.value)))
        }
    }

    private static func text(_ text: String) throws(Rejection) -> Value {
        guard text.hasPrefix("@") else { return .text(text) }
        guard let value = Value(temporal: String(text.dropFirst())) else {
            throw Rejection("\"\(text)\" is no date, time or duration")
        }
        return value
    }
}
