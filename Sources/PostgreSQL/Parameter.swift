/// A value for a command, encoded in PostgreSQL's binary form.
///
/// Integers are `int8`, text is `text`, bytes are `bytea`; cast in the SQL where a column has another type.
public struct Parameter: Sendable, Hashable {
    /// The OID of its type, as the catalogue `pg_type` has it; the built-in ones never change.
    let type: UInt32
    /// The encoded value; `nil` for NULL.
    let bytes: [UInt8]?

    init(_ type: PostgreSQLType, _ bytes: [UInt8]?) {
        self.type = type.rawValue
        self.bytes = bytes
    }

    /// An `int8`; NULL for `nil`.
    public static func integer(_ value: Int64?) -> Parameter {
        Parameter(.integer, value.map { BinaryWriter.bytes(of: $0) })
    }

    /// An `int8`; NULL for `nil`.
    public static func integer(_ value: Int?) -> Parameter { Self.integer(value.map(Int64.init)) }

    /// A `boolean`; NULL for `nil`.
    public static func boolean(_ value: Bool?) -> Parameter {
        Parameter(.boolean, value.map { [$0 ? 1 : 0] })
    }

    /// A `bytea`; NULL for `nil`.
    public static func bytes(_ value: [UInt8]?) -> Parameter { Parameter(.bytes, value) }

    /// A `text`; NULL for `nil`.
    ///
    /// - Throws: ``PostgreSQLError`` with code `badValue` for text with the character NUL.
    public static func text(_ value: String?) throws(PostgreSQLError) -> Parameter {
        guard let value else { return Parameter(.text, nil) }
        var writer = BinaryWriter()
        try writer.append(value)
        return Parameter(.text, writer.bytes)
    }
}
