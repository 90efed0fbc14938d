/// Arrays: one parameter for a column of many rows, for `unnest($1, $2, …)` and `= ANY ($1)`.
extension Parameter {
    /// An `int8[]`, with NULL for each `nil`.
    public static func integers(_ values: some Collection<Int64?>) -> Parameter {
        var array = ArrayWriter(.integer, count: values.count, bytes: 8 * values.count)
        for value in values {
            if let value { array.element { $0.append(value) } } else { array.null() }
        }
        return Parameter(.integers, array.finish())
    }

    /// An `int8[]`.
    public static func integers(_ values: some Collection<Int64>) -> Parameter {
        var array = ArrayWriter(.integer, count: values.count, bytes: 8 * values.count)
        for value in values { array.element { $0.append(value) } }
        return Parameter(.integers, array.finish())
    }

    /// A `boolean[]`, with NULL for each `nil`.
    public static func booleans(_ values: some Collection<Bool?>) -> Parameter {
        var array = ArrayWriter(.boolean, count: values.count, bytes: values.count)
        for value in values {
            if let value { array.element { $0.append(value ? 1 : 0 as UInt8) } } else { array.null() }
        }
        return Parameter(.booleans, array.finish())
    }

    /// A `bytea[]`, with NULL for each `nil`.
    public static func byteses(_ values: some Collection<[UInt8]?>) -> Parameter {
        var array = ArrayWriter(.bytes, count: values.count, bytes: values.reduce(0) { $0 + ($1?.count ?? 0) })
        for value in values {
            if let value { array.element { $0.append(value) } } else { array.null() }
        }
        return Parameter(.byteses, array.finish())
    }

    /// A `text[]`, with NULL for each `nil`.
    ///
    /// - Throws: ``PostgreSQLError`` with code `badValue` for text with the character NUL.
    public static func texts(_ values: some Collection<String?>) throws(PostgreSQLError) -> Parameter {
        var array = ArrayWriter(.text, count: values.count, bytes: values.reduce(0) { $0 + ($1?.utf8.count ?? 0) })
        for value in values {
            if let value {
                try array.element { writer throws(PostgreSQLError) in try writer.append(value) }
            } else {
                array.null()
            }
        }
        return Parameter(.texts, array.finish())
    }
}
