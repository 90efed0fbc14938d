import Messages
import PostgreSQL
import Synchronization

/// A ledger in a PostgreSQL database, for any number of workers on any number of machines.
///
/// Two connections: one for what takes programs' locks, one for marks and questions. Each works on a queue of its own,
/// so that no thread of Swift's pool waits for the server. A connection that is lost is made anew at its next use.
public final class PostgresLedger: Ledger {
    /// Where it is, without a password.
    public let location: String
    /// What it was opened for.
    public let role: LedgerRole

    let settings: PostgresSettings
    /// For what takes programs' locks; holds the slot.
    let work: PostgresLane
    /// For everything else.
    let side: PostgresLane
    /// The slot that this process had last.
    private let slot: SlotMemory
    private let bundles: OwnBundles

    /// Opens the ledger at a URL with libpq's options.
    ///
    /// But for a reader, the tables are made if they are not there, and brought up to date. Blocks meanwhile. `renewed`
    /// tells the URL as it is now, for each new connection; what can't be read leaves the former one.
    public init(
        url: String,
        settings: PostgresSettings = PostgresSettings(),
        role: LedgerRole = .worker,
        renewed: (@Sendable () -> String?)? = nil
    ) throws(LedgerFault) {
        do {
            let address = try ServerAddress(url)
            let opening = PostgresOpening(address: address, settings: settings, role: role, renewed: renewed)
            let slot = SlotMemory()
            let bundles = OwnBundles()
            self.location = address.description
            self.role = role
            self.settings = settings
            self.slot = slot
            self.bundles = bundles
            self.work = PostgresLane("work", location: address.description) {
                let session = try opening.open()
                bundles.loosen()
                // A worker has its slot from its start; others take theirs when they claim, and keep it from then on.
                if role == .worker || slot.value != nil { try slot.take(session) }
                return session
            }
            self.side = PostgresLane("side", location: address.description) { try opening.open() }
            try self.work.connect()
        } catch {
            throw LedgerFault(error, location: (try? ServerAddress(url))?.description ?? "PostgreSQL")
        }
    }

    /// Which schema the ledger at a URL has; `nil` if there is none.
    ///
    /// Nothing is changed.
    static func schema(_ url: String) async throws(LedgerFault) -> LedgerSchema? {
        do {
            let opening = PostgresOpening(address: try ServerAddress(url), settings: PostgresSettings(), role: .reader)
            return try opening.schema()
        } catch {
            throw LedgerFault(error, location: (try? ServerAddress(url))?.description ?? "PostgreSQL")
        }
    }

    /// Settles the plan in one transaction, which is durable when this returns.
    ///
    /// Plans of one program wait for each other; what names no program waits for nobody.
    public func transact<Plan: BatchPlan>(_ plan: Plan) async throws(LedgerFault) -> Plan.Outcome {
        let (settings, slot, role, bundles) = (self.settings, self.slot, self.role, self.bundles)
        let isMarking = plan.programs.isEmpty && plan.applications.isEmpty && plan.tasks.isEmpty
        return try await (isMarking ? self.side : self.work)
            .perform { access in
                if role == .reader { throw LedgerFault(.readOnly, "the ledger was opened to be read") }
                return try PostgresTransaction(plan: plan, access: access, settings: settings, bundles: bundles) {
                    session in
                    role == .worker ? session.slot ?? slot.value : nil
                }
                .run()
            }
    }

    /// What ``transact(_:)`` would lead to, in a transaction that only reads.
    public func preview<Plan: BatchPlan>(_ plan: Plan) async throws(LedgerFault) -> Plan.Outcome {
        try await self.side.ask { session in
            let names = plan.programs.union(plan.applications.map(\.program))
                .union(plan.tasks.map { String($0.prefix { $0 != "/" }) })
            var books = try PostgresBooks(plan: plan, names: names, locks: false).read(session).books
            session.rollBack()
            let outcome = plan.settle(&books)
            if let mistake = books.changes.mistakes.first { throw LedgerFault(.other, mistake) }
            return outcome
        }
    }

    /// Takes over events that no living process publishes; see ``Ledger/claimEvents(limit:includingReturned:)``.
    public func claimEvents(limit: Int, includingReturned: Bool) async throws(LedgerFault) -> [OutboxEvent] {
        let (slot, role) = (self.slot, self.role)
        return try await self.work.ask { session in
            if role == .reader { throw LedgerFault(.readOnly, "the ledger was opened to be read") }
            let own = try slot.take(session)
            let orphaned = try PostgresSlots(session: session).orphaned(but: own)
            try session.inTransaction { try PostgresBundles(session: session).untie(orphaned: orphaned, limit: limit) }
            let command = PostgresReader.claim(
                for: own,
                orphaned: orphaned,
                limit: limit,
                includingReturned: includingReturned
            )
            return try session.run(command).map { try PostgresReader.event($0) }
        }
    }

    /// Closes both connections, after what is in hand.
    public func close() async {
        await self.work.close()
        await self.side.close()
    }
}

/// The slot that a process has had, over all of its connections.
private final class SlotMemory: Sendable {
    private let last = Mutex<Int?>(nil)

    var value: Int? { self.last.withLock { $0 } }

    /// Has the session hold a slot: the former one if nobody else has it.
    @discardableResult
    func take(_ session: PostgresSession) throws -> Int {
        let slot = try PostgresSlots(session: session).take(former: self.value)
        self.last.withLock { $0 = slot }
        return slot
    }
}
