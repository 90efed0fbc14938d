/// Which ledger is meant: a file, or a database of PostgreSQL.
public enum LedgerLocation: Sendable, Hashable {
    /// An SQLite file at a path.
    case file(String)
    /// A PostgreSQL database, by a URL with libpq's options; it may hold a password.
    case server(String)

    /// Reads what stands behind `--ledger`: `postgresql://…` or `postgres://…` is a server, anything else a path.
    public init(_ text: String) {
        let isServer = ["postgresql://", "postgres://"].contains { text.hasPrefix($0) }
        self = isServer ? .server(text) : .file(text)
    }
}
