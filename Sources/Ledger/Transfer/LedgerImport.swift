public import JSON
internal import Messages

/// Puts an export into an empty ledger, link by link as it was recorded.
///
/// Each link must follow the one before by its hash, so that what is put back is what was recorded. It is not one
/// transaction: a ledger in which an import failed is to be thrown away.
public struct LedgerImport: Sendable {
    private let ledger: any Ledger
    private var items: [ImportPlan.Item] = []
    private var programs: [String: ProgramRecord] = [:]
    private var counts = ExportCounts()
    private var hasBegun = false
    /// Whether the end was reached.
    public private(set) var isWhole = false

    /// Values that are put back in one transaction.
    private static let batch = 200

    /// An import into `ledger`.
    ///
    /// - Throws: ``LedgerFault`` if something is in it.
    public init(into ledger: any Ledger) async throws(LedgerFault) {
        self.ledger = ledger
        guard try await ledger.programs().isEmpty, try await ledger.counts() == LedgerCounts() else {
            throw LedgerFault(.other, "the ledger is not empty: import into one that has never been used")
        }
    }

    /// Takes the next value of an export.
    ///
    /// - Throws: ``LedgerFault`` where it can't be put back, with what is wrong with it.
    public mutating func add(_ value: JSONValue) async throws(LedgerFault) {
        var each = value.members.makeIterator()
        guard let (key, members) = each.next(), value.count == 1, !self.isWhole else {
            throw LedgerFault(.other, "it is not a value of an export")
        }
        let name = key.string
        if !self.hasBegun {
            guard name == "ledger", members["version"]?.integer == Int64(LedgerExport.version) else {
                throw LedgerFault(.other, "it does not begin as an export of version \(LedgerExport.version) does")
            }
            self.hasBegun = true
            return
        }
        switch name {
        case "action":
            try await self.flush()
            try await self.ledger.note(try ImportReader(members).action())
            self.counts.actions += 1
        case "end":
            try await self.end(members)
        default:
            try self.take(try ImportReader(members).item(name))
            if self.items.count >= Self.batch { try await self.flush() }
        }
    }

    private mutating func take(_ item: ImportPlan.Item) throws(LedgerFault) {
        switch item {
        case .edition: break
        case .program(let program): self.programs[program.program] = program
        case .link: self.counts.links += 1
        case .application: self.counts.applications += 1
        case .task: self.counts.tasks += 1
        case .event: self.counts.events += 1
        }
        self.items.append(item)
    }

    private mutating func flush() async throws(LedgerFault) {
        guard !self.items.isEmpty else { return }
        try await self.ledger.transact(ImportPlan(items: self.items))
        let returned = self.items.compactMap { item in
            if case .event(let event) = item, event.returned != nil { event } else { nil }
        }
        if !returned.isEmpty { try await self.ledger.transact(ReturnPlan(events: returned)) }
        self.items = []
    }

    private mutating func end(_ members: JSONValue) async throws(LedgerFault) {
        try await self.flush()
        var counts = ExportCounts()
        counts.links = members["links"]?.integer ?? -1
        counts.applications = members["applications"]?.integer ?? -1
        counts.tasks = members["tasks"]?.integer ?? -1
        counts.events = members["events"]?.integer ?? -1
        counts.actions = members["actions"]?.integer ?? -1
        guard counts == self.counts else { throw LedgerFault(.other, "something of the export is missing") }
        let programs = try await self.ledger.programs()
        for program in programs where self.programs[program.program] != program {
            throw LedgerFault(.other, "the journal of \(program.program) does not end as it was exported")
        }
        guard programs.count == self.programs.count else { throw LedgerFault(.other, "a program is missing") }
        self.isWhole = true
    }
}
