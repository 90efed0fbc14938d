import PostgreSQL

extension LedgerFault {
    /// What PostgreSQL or libpq says, in words for the person who runs the worker.
    ///
    /// - Parameter location: The server, without a password.
    init(_ error: any Error, location: String) {
        if let fault = error as? LedgerFault {
            self = fault
            return
        }
        guard let error = error as? PostgreSQLError else {
            self.init(.other, "the ledger \(location) failed: \(error)")
            return
        }
        switch error.code {
        case .badAddress: self.init(.other, error.message)
        case .badValue: self.init(.other, "the ledger \(location) can't store a value: \(error)")
        case .unexpected: self.init(.corrupt, "the ledger \(location) gave what it can't hold: \(error)")
        case .connectFailed: self.init(.io, "the ledger \(location) can't be reached, and is tried again: \(error)")
        case .connectionLost, .timedOut:
            self.init(.io, "the ledger \(location) was lost, and is tried again: \(error)")
        case .refused: self.init(refused: error, location)
        }
    }

    private init(refused error: PostgreSQLError, _ location: String) {
        let state = error.sqlState ?? ""
        switch state {
        case "40001", "40P01", "55P03", "57014":
            self.init(.busy, "the ledger \(location) is held by others for longer than we wait: \(error)")
        case "53100": self.init(.full, "no room is left for the ledger \(location): free some on its disk (\(error))")
        case "25006":
            self.init(
                .readOnly,
                "the ledger \(location) is read only, as a standby is: name all hosts, and "
                    + "target_session_attrs=read-write (\(error))"
            )
        case "42501":
            self.init(
                .readOnly,
                "the ledger \(location) does not let this user do what it must: make it the owner of the tables, or of "
                    + "the schema that they are to be in (\(error))"
            )
        case "XX001", "XX002":
            self.init(
                .corrupt,
                "the ledger \(location) is damaged: stop all workers and restore it from a backup (\(error))"
            )
        case "42P01", "42703", "3F000":
            self.init(.schema, "the ledger \(location) lacks tables or columns that it must have: \(error)")
        case _ where error.isTransient: self.init(.io, "the ledger \(location) can't work at present: \(error)")
        default: self.init(.other, "the ledger \(location) refused: \(error)")
        }
    }
}
