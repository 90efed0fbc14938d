import GRDB

extension LedgerFault {
    /// What SQLite says, in words for the person who runs the worker.
    ///
    /// Codes: <https://www.sqlite.org/rescode.html>.
    init(_ error: any Error, path: String) {
        if let fault = error as? LedgerFault {
            self = fault
            return
        }
        guard let error = error as? DatabaseError else {
            self.init(.other, "the ledger \(path) failed: \(error)")
            return
        }
        let told = "SQLite \(error.extendedResultCode.rawValue)"
        switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            self.init(
                .busy,
                "the ledger \(path) is held by another process for longer than we wait; it is tried again (\(told))"
            )
        case _ where error.isOutOfRoom:
            self.init(.full, "no room is left for the ledger \(path): free some on its disk (\(told))")
        case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH:
            self.init(
                .readOnly,
                "the ledger \(path) may not be written: let this user write the file and its folder (\(told))"
            )
        case .SQLITE_CORRUPT:
            self.init(
                .corrupt,
                "the ledger \(path) is damaged: stop all workers and restore it from a backup (\(told))"
            )
        case .SQLITE_NOTADB:
            self.init(.corrupt, "\(path) is no ledger and no SQLite database: name another file (\(told))")
        case .SQLITE_CANTOPEN:
            self.init(
                .io,
                "the ledger \(path) can't be opened: its folder must exist, let this user write, "
                    + "and not be on a read-only disk (\(told))"
            )
        case .SQLITE_IOERR:
            self.init(.io, "the ledger \(path) can't be read or written: look at its disk (\(told))")
        case .SQLITE_TOOBIG:
            self.init(.other, "a record is too large for the ledger \(path) (\(told))")
        default:
            // The message names tables and columns; arguments, which may be personal, are not part of it.
            self.init(.other, "the ledger \(path) refused: \(error.message ?? "no reason given") (\(told))")
        }
    }
}

extension DatabaseError {
    /// Whether the disk is full: SQLite also says so when it can't make the log's index longer.
    fileprivate var isOutOfRoom: Bool {
        self.resultCode == .SQLITE_FULL || self.extendedResultCode == .SQLITE_IOERR_SHMSIZE
    }
}
