public import Messages

/// Money that an application holds under one limit.
public struct Award: Sendable, Equatable {
    /// The limit's id.
    public let limit: String
    /// Over what the limit adds up.
    public let scope: String
    /// Whose limit it is.
    public let key: String
    /// The line that it is for.
    public let line: String
    /// How much.
    public let amount: Cents
}
