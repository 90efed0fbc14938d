/// A JSON value as a tree, whose members keep their order: what a JSON Schema is written in.
///
/// Messages are never put through it; it is for documents that are few, small and read by people. It is written as
/// Swift literals: `["type": "string", "maxLength": 64]`.
public indirect enum SchemaValue: Sendable, Equatable {
    /// `null`.
    case null
    /// `true` or `false`.
    case boolean(Bool)
    /// A number by its digits, as they shall stand.
    case number(String)
    /// A text.
    case text(String)
    /// An array.
    case list([SchemaValue])
    /// An object; no name stands twice.
    case object([Member])

    /// One member of an object.
    public struct Member: Sendable, Equatable {
        /// Its name.
        public let name: String
        /// Its value.
        public let value: SchemaValue

        /// Gives `value` the name `name`.
        public init(_ name: String, _ value: SchemaValue) {
            self.name = name
            self.value = value
        }
    }

    /// An object of members that are told one by one.
    public static func object(_ members: some Sequence<(String, SchemaValue)>) -> SchemaValue {
        .object(members.map { Member($0.0, $0.1) })
    }

    /// A list of texts.
    public static func texts(_ texts: some Sequence<String>) -> SchemaValue {
        .list(texts.map { .text($0) })
    }

    /// The names of an object's members, in their order; none for another kind of value.
    public var names: [String] {
        guard case .object(let members) = self else { return [] }
        return members.map(\.name)
    }

    /// The object with more members at its end; a value of another kind stays as it is.
    public func adding(_ more: SchemaValue) -> SchemaValue {
        guard case .object(let members) = self, case .object(let others) = more else { return self }
        return .object(members + others)
    }
}

extension SchemaValue: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByStringLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    /// `null`.
    public init(nilLiteral: ()) {
        self = .null
    }

    /// A truth value.
    public init(booleanLiteral value: Bool) {
        self = .boolean(value)
    }

    /// A whole number.
    public init(integerLiteral value: Int) {
        self = .number("\(value)")
    }

    /// A text.
    public init(stringLiteral value: String) {
        self = .text(value)
    }

    /// An array.
    public init(arrayLiteral elements: SchemaValue...) {
        self = .list(elements)
    }

    /// An object with its members in the order in which they are written.
    public init(dictionaryLiteral elements: (String, SchemaValue)...) {
        self = .object(elements.map { Member($0.0, $0.1) })
    }
}
