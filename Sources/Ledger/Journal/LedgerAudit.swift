internal import Messages

/// Proves that a ledger holds what was recorded: every link of every journal, and that balances are the sum of entries.
public struct LedgerAudit: Sendable {
    /// What an audit found.
    public struct Report: Sendable, Hashable {
        /// What is wrong, in sentences; none in a sound ledger.
        public var problems: [String] = []
        /// Each program's last link: to be noted down, and given to a later audit.
        public var heads: [Head] = []
    }

    /// The end of a program's journal.
    public struct Head: Sendable, Hashable {
        /// The program.
        public let program: String
        /// The last link's sequence.
        public let sequence: Int64
        /// The last link's hash.
        public let hash: [UInt8]

        /// A head of all its parts.
        public init(program: String, sequence: Int64, hash: [UInt8]) {
            self.program = program
            self.sequence = sequence
            self.hash = hash
        }
    }

    private let ledger: any Ledger
    /// Links read at a time: bounds the memory.
    private let page = 500

    /// An audit of `ledger`.
    public init(_ ledger: any Ledger) {
        self.ledger = ledger
    }

    /// Reads everything.
    ///
    /// Workers may go on meanwhile: links that come behind the head which was read first are left to the next audit.
    ///
    /// - Parameter noted: Heads that an earlier audit told.
    public func report(noted: [Head] = []) async throws(LedgerFault) -> Report {
        var report = Report()
        let programs = try await self.ledger.programs()
        for program in programs {
            let mine = noted.filter { $0.program == program.program }
            var check = JournalCheck(
                program: program.program,
                noted: Dictionary(mine.map { ($0.sequence, $0.hash) }) { $1 }
            )
            var isOver = false
            while !isOver {
                let links = try await self.ledger.journal(
                    of: program.program,
                    after: check.sequence,
                    limit: self.page
                )
                for link in links where link.sequence <= program.sequence { check.look(at: link) }
                isOver = links.isEmpty || check.sequence >= program.sequence
            }
            check.end(program)
            report.problems += check.problems
            report.heads.append(Head(program: program.program, sequence: check.sequence, hash: check.head))
        }
        for head in noted where !programs.contains(where: { $0.program == head.program }) {
            report.problems.append("\(head.program): was noted earlier and is gone")
        }
        report.problems += try await self.ledger.audit()
        return report
    }
}
