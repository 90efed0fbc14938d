/// Opens ledgers of every kind.
public enum LedgerOpening {
    /// Opens the ledger.
    ///
    /// But for a reader, a file that is not there is made, and the schema is brought up to date.
    ///
    /// - Parameters:
    ///   - location: Which ledger.
    ///   - role: What it is opened for.
    ///   - renewed: A server's URL as it is now, asked for at each new connection: its password may have changed.
    /// - Throws: ``LedgerFault``; the same may succeed later if it is transient.
    public static func open(
        _ location: LedgerLocation,
        role: LedgerRole,
        renewed: (@Sendable () -> String?)? = nil
    ) async throws(LedgerFault) -> any Ledger {
        switch location {
        case .file(let path): try SQLiteLedger(path: path, role: role)
        case .server(let url): try PostgresLedger(url: url, role: role, renewed: renewed)
        }
    }

    /// Which schema the ledger has, and which this program knows; nothing is changed.
    ///
    /// - Returns: `nil` if there is no ledger.
    public static func schema(of location: LedgerLocation) async throws(LedgerFault) -> LedgerSchema? {
        switch location {
        case .file(let path): try SQLiteOpening.schema(path)
        case .server(let url): try await PostgresLedger.schema(url)
        }
    }
}
