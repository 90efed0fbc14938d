internal import Digest
internal import JSON
internal import Messages

/// Proves that a ledger holds what was recorded: every link of every journal, the contents that were decided, and that
/// balances are the sum of entries.
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
    /// Links or applications read at a time: bounds the memory.
    private let page: Int

    /// An audit of `ledger`.
    public init(_ ledger: any Ledger) {
        self.init(ledger, page: 500)
    }

    /// An audit that reads so many links at a time.
    package init(_ ledger: any Ledger, page: Int) {
        self.ledger = ledger
        self.page = page
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
            let check = try await self.walk(program, noted: noted.filter { $0.program == program.program })
            report.problems += check.problems
            report.heads.append(Head(program: program.program, sequence: check.sequence, hash: check.head))
            report.problems += try await self.contents(of: program.program)
        }
        for head in noted where !programs.contains(where: { $0.program == head.program }) {
            report.problems.append("\(head.program): was noted earlier and is gone")
        }
        report.problems += try await self.ledger.audit()
        return report
    }

    private func walk(_ program: ProgramRecord, noted: [Head]) async throws(LedgerFault) -> JournalCheck {
        var check = JournalCheck(
            program: program.program,
            noted: Dictionary(noted.map { ($0.sequence, $0.hash) }) { $1 }
        )
        while check.sequence < program.sequence {
            let links = try await self.ledger.journal(of: program.program, after: check.sequence, limit: self.page)
            for link in links where link.sequence <= program.sequence { check.look(at: link) }
            if (links.last?.sequence ?? .max) > program.sequence { break }
        }
        check.end(program)
        // What stands behind the end was added since, and the program's row with it.
        if let next = try await self.ledger.journal(of: program.program, after: program.sequence, limit: 1).first,
            let present = try await self.ledger.programs().first(where: { $0.program == program.program }),
            present.sequence < next.sequence
        {
            check.find("link \(next.sequence) stands behind the journal's end, which is link \(present.sequence)")
        }
        return check
    }

    /// Contents whose digest is not the one that the journal has.
    private func contents(of program: String) async throws(LedgerFault) -> [String] {
        var problems = ProblemList()
        var last: Int64 = .min
        while true {
            let applications = try await self.ledger.applications(
                of: program,
                status: nil,
                after: last,
                limit: self.page
            )
            guard let end = applications.last else { return problems.sentences }
            last = end.order
            for application in applications where Self.digest(of: application.content) != application.contentDigest {
                problems.add("\(application.key): its content is not the one that was decided")
            }
        }
    }

    private static func digest(of content: [UInt8]) -> [UInt8]? {
        (try? JSONDocument(parsing: content)).map { withCanonical($0.root) { SHA256.digest($0) } }
    }
}
