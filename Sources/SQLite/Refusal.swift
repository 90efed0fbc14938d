/// What SQLite says when it does not carry a statement out.
public struct Refusal: Error, Sendable {
    /// The result code, extended where the connection asks for that.
    ///
    /// Source: <https://www.sqlite.org/rescode.html>.
    public let code: Int32
    /// SQLite's words; they name tables and columns, never values.
    public let message: String
}
