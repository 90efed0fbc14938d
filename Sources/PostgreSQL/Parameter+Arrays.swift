/// Arrays: one parameter for a column of many rows, for `unnest($1, $2, …)` and `= ANY ($1)`.
///
/// Each for elements that can be NULL and for those that can't: a column of thousands is not copied to make it the other.
extension Parameter {
    /// An `int8[]`, with NULL for each `nil`.
    public static func integers(_ values: [Int64?]) -> Parameter {
        let hasNull = values.contains { $0 == nil }
        var array = ArrayWriter(.integer, count: values.count, bytes: 8 * values.count, hasNull: hasNull)
        for value in values { if let value { array.append(value) } else { array.appendNull() } }
        return Parameter(.integers, array.finish())
    }

    /// An `int8[]`.
    public static func integers(_ values: [Int64]) -> Parameter {
        var array = ArrayWriter(.integer, count: values.count, bytes: 8 * values.count, hasNull: false)
        for value in values { array.append(value) }
        return Parameter(.integers, array.finish())
    }

    /// A `boolean[]`, with NULL for each `nil`.
    public static func booleans(_ values: [Bool?]) -> Parameter {
        let hasNull = values.contains { $0 == nil }
        var array = ArrayWriter(.boolean, count: values.count, bytes: values.count, hasNull: hasNull)
        for value in values { if let value { array.append(value) } else { array.appendNull() } }
        return Parameter(.booleans, array.finish())
    }

    /// A `bytea[]`, with NULL for each `nil`.
    public static func byteses(_ values: [[UInt8]?]) -> Parameter {
        let hasNull = values.contains { $0 == nil }
        let bytes = values.reduce(0) { $0 + ($1?.count ?? 0) }
        var array = ArrayWriter(.bytes, count: values.count, bytes: bytes, hasNull: hasNull)
        for value in values { if let value { array.append(value) } else { array.appendNull() } }
        return Parameter(.byteses, array.finish())
    }

    /// A `bytea[]`.
    public static func byteses(_ values: [[UInt8]]) -> Parameter {
        let bytes = values.reduce(0) { $0 + $1.count }
        var array = ArrayWriter(.bytes, count: values.count, bytes: bytes, hasNull: false)
        for value in values { array.append(value) }
        return Parameter(.byteses, array.finish())
    }

    /// A `text[]`, with NULL for each `nil`.
    ///
    /// - Throws: ``PostgreSQLError`` with code `badValue` for text with the character NUL.
    public static func texts(_ values: [String?]) throws(PostgreSQLError) -> Parameter {
        let hasNull = values.contains { $0 == nil }
        let bytes = values.reduce(0) { $0 + ($1?.utf8.count ?? 0) }
        var array = ArrayWriter(.text, count: values.count, bytes: bytes, hasNull: hasNull)
        for value in values { if let value { try array.append(value) } else { array.appendNull() } }
        return Parameter(.texts, array.finish())
    }

    /// A `text[]`.
    ///
    /// - Throws: ``PostgreSQLError`` with code `badValue` for text with the character NUL.
    public static func texts(_ values: [String]) throws(PostgreSQLError) -> Parameter {
        let bytes = values.reduce(0) { $0 + $1.utf8.count }
        var array = ArrayWriter(.text, count: values.count, bytes: bytes, hasNull: false)
        for value in values { try array.append(value) }
        return Parameter(.texts, array.finish())
    }
}
