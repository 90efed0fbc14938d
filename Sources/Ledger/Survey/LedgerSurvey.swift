/// What surrounds a ledger: disk or server, and whether it could be written, found without writing.
public enum LedgerSurvey: Sendable, Equatable {
    /// Of an SQLite file.
    case file(FileSurvey)
    /// Of a PostgreSQL database.
    case server(ServerSurvey)
}

extension LedgerOpening {
    /// Looks at what surrounds the ledger; nothing is changed, and a file that is not there is not made.
    ///
    /// Blocks: a file for as long as its disk takes, a server for no longer than the time that connecting and an answer
    /// are given.
    ///
    /// - Throws: ``LedgerFault`` if a server can't be asked.
    public static func survey(_ location: LedgerLocation) throws(LedgerFault) -> LedgerSurvey {
        switch location {
        case .file(let path): .file(FileSurvey(of: path))
        case .server(let url): .server(try ServerSurvey(of: url))
        }
    }
}
