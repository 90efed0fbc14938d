import JSON

/// A fact's value, as a finding tells it.
public enum FactValue: Sendable, Equatable {
    /// The fact is not known.
    case null
    /// A truth value.
    case boolean(Bool)
    /// A number, in plain digits.
    case number(String)
    /// A text, date or amount.
    case text(String)
    /// A value of several parts, as JSON.
    case json([UInt8])

    func write(to json: inout JSONWriter) {
        switch self {
        case .null: json.null()
        case .boolean(let value): json.value(value)
        case .number(let digits): json.raw(utf8: digits)
        case .text(let text): json.value(text)
        case .json(let bytes): json.raw(bytes)
        }
    }

    init(_ value: JSONValue) {
        switch value.kind {
        case .null: self = .null
        case .boolean: self = .boolean(value.boolean ?? false)
        case .number: self = .number(String(decoding: value.source, as: UTF8.self))
        case .string: self = .text(value.string ?? "")
        case .array, .object: self = .json(Array(value.source))
        }
    }
}
