import FEEL
import JSON

/// A typed value of the line protocol, for comparison.
indirect enum TypedValue: Equatable {
    struct Malformed: Error {
        let source: String
    }

    case null
    case scalar(kind: String, Value)
    case list([TypedValue])
    case context([String: TypedValue])
    case other(String)

    init(_ json: JSONValue) throws {
        if json.isNull {
            self = .null
            return
        }
        var member: (kind: String, value: JSONValue)?
        for (key, value) in json.members { member = (key.string, value) }
        guard let member, json.count == 1 else { throw Malformed(source: String(decoding: json.source, as: UTF8.self)) }
        switch member.kind {
        case "list": self = .list(try member.value.elements.map { try TypedValue($0) })
        case "context":
            var entries: [String: TypedValue] = [:]
            for (key, value) in member.value.members { entries[key.string] = try TypedValue(value) }
            self = .context(entries)
        case "boolean": self = .scalar(kind: "boolean", .boolean(member.value.boolean ?? false))
        default:
            let text = member.value.string ?? ""
            if let value = Self.scalar(member.kind, text) {
                self = .scalar(kind: member.kind, value)
            } else {
                self = .other(String(decoding: json.source, as: UTF8.self))
            }
        }
    }

    private static func scalar(_ kind: String, _ text: String) -> Value? {
        switch kind {
        case "number": Number(text).map { .number($0) }
        case "string": .text(text)
        case "date": CalendarDate(text).map { .date($0) }
        case "time": TimeOfDay(text).map { .time($0) }
        case "dateTime": DateTime(text).map { .dateTime($0) }
        case "duration": Value(duration: text)
        default: nil
        }
    }

    static func == (lhs: TypedValue, rhs: TypedValue) -> Bool { lhs.matches(rhs) }

    /// Whether both are the same, numbers within 0.00000001.
    func matches(_ other: TypedValue) -> Bool {
        switch (self, other) {
        case (.null, .null): return true
        case (.scalar(let kind, let own), .scalar(let otherKind, let value)):
            guard kind == otherKind else { return false }
            if let first = own.number, let second = value.number {
                let difference = first - second
                let size = difference.isNegative ? -difference : difference
                return size <= Number(unscaled: 1, scale: 8)
            }
            return own.written == value.written
        case (.list(let own), .list(let items)):
            return own.count == items.count && zip(own, items).allSatisfy { $0.matches($1) }
        case (.context(let own), .context(let entries)):
            return own.count == entries.count
                && own.allSatisfy { entry in entries[entry.key].map { $0.matches(entry.value) } ?? false }
        case (.other(let own), .other(let text)): return own == text
        default: return false
        }
    }
}
