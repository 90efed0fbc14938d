/// One SQL statement with the values for its parameters `$1`, `$2`, ….
public struct Command: Sendable, Hashable {
    /// One statement.
    public let sql: String
    /// Values, in order.
    public let parameters: [Parameter]
    /// Whether each connection prepares it once and keeps it: for what is run again and again.
    public let isKept: Bool

    /// A statement that is prepared at its first use on each connection, and kept.
    ///
    /// - Parameters:
    ///   - sql: One statement; not made of values, or the server would keep one for each of them.
    ///   - parameters: Values, always of the same types.
    public init(_ sql: String, _ parameters: Parameter...) {
        self.init(sql, parameters, isKept: true)
    }

    /// A statement.
    public init(_ sql: String, _ parameters: [Parameter], isKept: Bool) {
        self.sql = sql
        self.parameters = parameters
        self.isKept = isKept
    }

    /// A statement that is run once, such as a step of a migration.
    public static func once(_ sql: String, _ parameters: Parameter...) -> Command {
        Command(sql, parameters, isKept: false)
    }
}
