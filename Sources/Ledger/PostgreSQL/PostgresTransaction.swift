import Messages
import PostgreSQL

/// Settles one plan: locks and reads, settles in memory, writes and commits; again, if need be, whole.
///
/// Two round trips, whatever the size of the batch; one more where applications are on record, for their tasks, and one
/// more where these bring balances in.
struct PostgresTransaction<Plan: BatchPlan> {
    let plan: Plan
    let access: PostgresAccess
    let settings: PostgresSettings
    let bundles: OwnBundles
    /// Who publishes what is enqueued.
    let owner: @Sendable (PostgresSession) throws -> Int?

    /// A link that the transaction added: who finds it knows that all of it was committed.
    private typealias Proof = (program: String, sequence: Int64, hash: [UInt8])

    /// Settles the plan, and returns when that is durable.
    func run() throws -> Plan.Outcome {
        var doubt: Doubt?
        var retries = PostgresRetries(settings: self.settings)
        while true {
            do {
                return try self.attempt(after: doubt)
            } catch let lost as Doubt {
                // Whether it is committed, nobody can tell from the number of the transaction: after a crash the server
                // may give the same number to another one. The journal can tell: a link is committed or it is not.
                doubt = lost
                self.access.drop()
                try retries.afterDoubt(lost.error)
            } catch let error as PostgreSQLError {
                try retries.after(error, self.access, inDoubt: doubt != nil)
            } catch {
                try? self.access.session().rollBack()
                throw error
            }
        }
    }

    private func attempt(after doubt: Doubt?) throws -> Plan.Outcome {
        let session = try self.access.session()
        let names = self.names
        try session.beginning()
        try self.makeRows(of: names, session)
        let (read, stored) = try PostgresBooks(plan: self.plan, names: names, locks: true).read(session)
        var books = read
        if let doubt, let proof = doubt.proof, try self.isCommitted(proof, session) {
            session.rollBack()
            self.bundles.done(doubt.marks, adding: doubt.bundle)
            return doubt.outcome
        }
        let outcome = self.plan.settle(&books)
        let changes = books.changes
        if let mistake = changes.mistakes.first { throw LedgerFault(.other, mistake) }
        guard !changes.isEmpty else {
            session.rollBack()
            return outcome
        }
        let isEnqueuing = !changes.events.isEmpty
        var writer = PostgresWriter(stored: stored, owner: isEnqueuing ? try self.owner(session) : nil)
        let marks = self.bundles.sort(changes)
        try writer.write(changes, marks)
        // What is delivered again, since its worker ended or lost the broker, may be owed by that worker's bundle.
        if !writer.toldAgain.isEmpty { try PostgresBundles(session: session).take(writer.toldAgain) }
        try self.settings.interference?(.committing)
        let start = names.isEmpty ? [Command("BEGIN")] : []
        do {
            _ = try session.run(start + writer.commands + [Command("COMMIT")])
            try self.settings.interference?(.committed)
        } catch let error as PostgreSQLError where error.isConnectionLost {
            throw Doubt(
                error: error,
                proof: self.proof(changes),
                outcome: outcome,
                marks: marks,
                bundle: writer.bundle
            )
        }
        self.bundles.done(marks, adding: writer.bundle)
        session.knownEditions.formUnion(changes.editions.lazy.map(\.digest))
        return outcome
    }

    /// The programs to lock: those that the plan names, and those of all that it names.
    private var names: Set<String> {
        var names = self.plan.programs
        names.insertPrograms(of: self.plan.applications)
        for task in self.plan.tasks { names.insert(String(task.prefix { $0 != "/" })) }
        return names
    }

    /// A row can only be locked once it is there; made apart, so that this holds no lock while it waits for another.
    private func makeRows(of names: Set<String>, _ session: PostgresSession) throws {
        let unknown = names.subtracting(session.knownPrograms)
        guard !unknown.isEmpty else { return }
        let sql = "INSERT INTO program (program, head) SELECT unnest($1), $2 ON CONFLICT (program) DO NOTHING"
        _ = try session.run([Command(sql, try .texts(unknown.sorted()), .bytes(JournalLink.start))])
        session.knownPrograms.formUnion(unknown)
    }

    private func proof(_ changes: BookChanges) -> Proof? {
        if let decision = changes.decisions.first { return (decision.key.program, decision.sequence, decision.hash) }
        return changes.budgets.first.map { ($0.program, $0.sequence, $0.hash) }
    }

    /// Whether the link is there: asked under the lock of its program, which the transaction in doubt held as well.
    private func isCommitted(_ proof: Proof, _ session: PostgresSession) throws -> Bool {
        let sql = """
            SELECT EXISTS (SELECT 1 FROM decision AS d WHERE d.program = p.id AND d.sequence = $2 AND d.hash = $3)
                OR EXISTS (SELECT 1 FROM budget_change AS b WHERE b.program = p.id AND b.sequence = $2 AND b.hash = $3)
            FROM program AS p WHERE p.program = $1
            """
        let command = Command(sql, try .text(proof.program), .integer(proof.sequence), .bytes(proof.hash))
        return try session.run([command]).first?.first?.boolean(0) ?? false
    }

    /// The connection was lost at the commit.
    private struct Doubt: Error {
        let error: PostgreSQLError
        let proof: Proof?
        let outcome: Plan.Outcome
        let marks: OwnBundles.Marks
        let bundle: EventBundle?
    }
}
