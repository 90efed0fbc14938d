import PostgreSQL

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

    /// The files that a server's URL names: authorities, certificate, key, passwords.
    public var files: [String] {
        guard case .server(let url) = self, let address = try? ServerAddress(url) else { return [] }
        return ["sslrootcert", "sslcert", "sslkey", "sslcrl", "passfile"].compactMap { address.option($0) }
            // The one that is no file but the system's authorities.
            .filter { $0 != "system" }
    }

    /// Looks whether a server's URL can be understood.
    ///
    /// - Throws: ``LedgerFault`` without any part of a password.
    public func check() throws(LedgerFault) {
        guard case .server(let url) = self else { return }
        do { _ = try ServerAddress(url) } catch { throw LedgerFault(error, location: "PostgreSQL") }
    }
}
