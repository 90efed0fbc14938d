public import Messages

/// The part of the ledger that one transaction works on, in memory: a plan changes it, the ledger writes the changes.
///
/// A value, without I/O: what is recorded is seen by what is read next, so that the applications of one batch act on
/// each other as if each had a transaction of its own.
public struct Books: Sendable {
    /// When this happens, in milliseconds since 1970.
    public let now: Int64
    /// What was changed so far, for the ledger to write.
    public var changes: BookChanges {
        var changes = self.recorded
        changes.applications = self.applicationSheet.changed
        changes.balances = self.balances.changed
        changes.programs = self.programs.filter(\.isChanged).map(\.record)
        return changes
    }

    /// What was changed, but for what may change many times in a batch and is told once: applications, balances, programs.
    private var recorded = BookChanges()
    private var applicationSheet = ApplicationSheet()
    private var taskRecords: [String: TaskRecord]
    private var taskIDs: [ApplicationKey: [String]] = [:]
    private var balances = BalanceSheet()
    /// Where in the recorded events each is that is owed.
    private var eventPlaces: [String: Int] = [:]
    /// Digests of the editions that the ledger has for certain.
    private let editions: Set<String>
    /// Few: looked through faster than hashed.
    private var programs: [(record: ProgramRecord, isChanged: Bool)]

    /// Books that hold what is given.
    ///
    /// - Parameters:
    ///   - now: Milliseconds since 1970.
    ///   - programs: The locked ones, those that are new too.
    ///   - applications: Those that exist of the ones that may be recorded.
    ///   - absent: Those that do not exist yet and may be recorded.
    ///   - tasks: Those of the applications' present revisions, and those asked for by id.
    ///   - balances: Whole cents of each balance that may be read or changed, 0 for those that do not exist yet.
    ///   - editions: Digests of the editions that the ledger has for certain.
    public init(
        now: Int64 = 0,
        programs: [ProgramRecord] = [],
        applications: [ApplicationRecord] = [],
        absent: Set<ApplicationKey> = [],
        tasks: [TaskRecord] = [],
        balances: [BalanceKey: Int64] = [:],
        editions: Set<String> = []
    ) {
        self.now = now
        self.editions = editions
        self.taskRecords = [:]
        self.programs = Dictionary(programs.map { ($0.program, $0) }, uniquingKeysWith: { _, last in last })
            .values.map { ($0, false) }
        self.applicationSheet.reserve(applications.count + absent.count)
        for application in applications { self.applicationSheet.load(application) }
        for key in absent { _ = self.applicationSheet.place(of: key) }
        for (key, cents) in balances { self.balances.lock(key, cents: cents) }
        for task in tasks { self.keep(task) }
    }

    /// The application as it stands; `nil` if there is none.
    public func application(_ key: ApplicationKey) -> ApplicationRecord? { self.applicationSheet[key] }

    /// The task of that id; `nil` if there is none, or it was not asked for.
    public func task(_ id: String) -> TaskRecord? { self.taskRecords[id] }

    /// The tasks of an application's present revision, in the order of their ids.
    public func tasks(of key: ApplicationKey) -> [TaskRecord] {
        guard let ids = self.taskIDs[key], let revision = self.application(key)?.revision else { return [] }
        return ids.compactMap { self.taskRecords[$0] }.filter { $0.revision == revision }.sorted { $0.task < $1.task }
    }

    /// Whole cents that are reserved or awarded under a limit; 0 if nothing is.
    public func balance(_ key: BalanceKey) -> Int64 { self.balances[key] ?? 0 }

    /// Whole cents that a program has to give; `nil` if it has no budget.
    public func budget(of program: String) -> Int64? { self.program(program)?.budget }

    /// Every application that was loaded or recorded.
    public var applications: some Sequence<ApplicationRecord> { self.applicationSheet.known }

    /// The next place in the program's order of record, counted from 1 over the ledger's whole life.
    public mutating func nextOrder(in program: String) -> Int64 {
        self.change(program) { program in
            program.lastOrder += 1
            return program.lastOrder
        } ?? 0
    }

    /// Gives the program a budget of whole cents, or none; nothing happens if it is the same already.
    ///
    /// - Parameter by: Who says so: for the journal.
    public mutating func setBudget(of program: String, cents: Int64?, by: String) {
        guard self.program(program)?.budget != cents else { return }
        let now = self.now
        let record = self.change(program) { program in
            program.budget = cents
            program.sequence += 1
            program.head = JournalLink.hash(
                budget: cents,
                program: program.program,
                by: by,
                at: now,
                sequence: program.sequence,
                after: program.head
            )
            return BudgetRecord(
                program: program.program,
                cents: cents,
                by: by,
                recordedAt: now,
                sequence: program.sequence,
                hash: program.head
            )
        }
        if let record { self.recorded.budgets.append(record) }
    }

    /// Puts the application in the place of what was known of it.
    ///
    /// The difference between what it held and what it holds becomes entries in the journal and changes balances. A
    /// decision of a new number or revision is added to the history.
    public mutating func record(_ application: ApplicationRecord) {
        let key = application.key
        let (place, isNew) = self.applicationSheet.place(of: key)
        if isNew { self.recorded.mistakes.append("an application was recorded that the plan does not name") }
        let former = self.applicationSheet[place]
        let isDecided =
            former?.revision != application.revision || former?.decisionNumber != application.decisionNumber
            || former?.decision != application.decision
        let sequence = isDecided ? (self.program(key.program)?.sequence ?? 0) + 1 : 0
        let entries = HoldingDifference.entries(from: former, to: application, at: self.now, sequence: sequence)
        guard isDecided else {
            if !entries.isEmpty {
                self.recorded.mistakes.append("holdings of an application were changed without a decision")
            }
            return self.keep(application, at: place, decision: nil, entries)
        }
        var decision = DecisionRecord(of: application, at: self.now, sequence: sequence)
        self.change(key.program) { program in
            program.sequence = sequence
            program.head = JournalLink.hash(decision, entries, after: program.head)
            decision.hash = program.head
        }
        self.keep(application, at: place, decision: decision, entries)
    }

    /// Puts the task in the place of what was known of it.
    public mutating func record(_ task: TaskRecord) {
        self.keep(task)
        self.recorded.tasks[task.task] = task
    }

    /// Owes the event to the broker.
    ///
    /// One that is owed already under the same id is owed once.
    public mutating func enqueue(_ event: OutboxEvent) {
        let next = self.recorded.events.count
        let place = self.eventPlaces.place(of: event.id, next: next)
        guard place == next else {
            self.recorded.events[place] = event
            return
        }
        self.recorded.events.append(event)
    }

    /// Says that the broker confirmed these events: they are no longer owed.
    ///
    /// One that is enqueued in the same batch is owed again.
    public mutating func markPublished(_ eventIDs: some Sequence<String>) {
        self.recorded.published.append(contentsOf: eventIDs)
    }

    /// Says that the broker could route the event nowhere.
    ///
    /// It stays, set apart.
    public mutating func markReturned(_ eventID: String, reason: String) {
        self.recorded.returned.append((eventID, reason))
    }

    /// Forgets how often messages were tried, by their fingerprints: they have ended.
    public mutating func forgetAttempts(_ fingerprints: some Sequence<[UInt8]>) {
        self.recorded.endedAttempts.append(contentsOf: fingerprints)
    }

    /// Whether the rulebook's edition of that digest is kept already.
    public func hasEdition(_ digest: String) -> Bool {
        self.editions.contains(digest) || self.recorded.editions.contains { $0.digest == digest }
    }

    /// Keeps the rulebook's edition that a decision rests on.
    public mutating func use(edition: EditionRecord) {
        if !self.hasEdition(edition.digest) { self.recorded.editions.append(edition) }
    }

    /// Makes the whole batch fail: nothing of it is written.
    ///
    /// - Parameter reason: Why, for people, without anything personal.
    public mutating func fail(_ reason: String) {
        self.recorded.mistakes.append(reason)
    }

    /// Adds a balance that was locked after the applications were read.
    mutating func lock(_ key: BalanceKey, cents: Int64) { self.balances.lock(key, cents: cents) }

    /// Makes room for so many balances more.
    mutating func reserve(balances count: Int) { self.balances.reserve(count) }

    /// What is known of a locked program.
    func program(_ name: String) -> ProgramRecord? { self.place(of: name).map { self.programs[$0].record } }

    private func place(of program: String) -> Int? { self.programs.firstIndex { $0.record.program == program } }

    /// Keeps a program as it now stands.
    mutating func keep(_ program: ProgramRecord) {
        self.change(program.program) { $0 = program }
    }

    /// Keeps a change of a budget as a link.
    mutating func keep(_ budget: BudgetRecord) {
        self.recorded.budgets.append(budget)
    }

    /// Keeps an application as it now stands, and with it a link of the journal.
    mutating func keep(_ application: ApplicationRecord, decision: DecisionRecord?, _ entries: [EntryRecord]) {
        let (place, _) = self.applicationSheet.place(of: application.key)
        self.keep(application, at: place, decision: decision, entries)
    }

    private mutating func keep(
        _ application: ApplicationRecord,
        at place: Int,
        decision: DecisionRecord?,
        _ entries: [EntryRecord]
    ) {
        for place in entries.indices { self.count(entries[place].cents, in: entries[place].key) }
        self.recorded.entries += entries
        let change = self.applicationSheet.change(application, at: place)
        guard let decision else { return }
        self.recorded.decisions.append(decision)
        self.recorded.decided.append(change)
    }

    /// Counts an entry of the journal in its balance.
    private mutating func count(_ cents: Int64, in key: BalanceKey) {
        if key.key.utf8.contains(0) {
            self.recorded.mistakes.append("a holding under \(key.limit) has a key with the character NUL")
        }
        do throws(BalanceSheet.Mistake) {
            try self.balances.count(cents, in: key)
        } catch {
            let mistake =
                switch error {
                case .unknown: "a holding was recorded under \(key.limit), which the plan does not name"
                case .outOfBounds: "the balance of \(key.limit) would be negative or too large"
                }
            self.recorded.mistakes.append(mistake)
        }
    }

    /// Changes what is known of a locked program.
    @discardableResult
    private mutating func change<Result>(_ name: String, _ body: (inout ProgramRecord) -> Result) -> Result? {
        guard let place = self.place(of: name) else {
            self.recorded.mistakes.append("the program \(name) was changed, which the plan does not name")
            return nil
        }
        self.programs[place].isChanged = true
        return body(&self.programs[place].record)
    }

    private mutating func keep(_ task: TaskRecord) {
        if self.taskRecords.updateValue(task, forKey: task.task) == nil {
            self.taskIDs[task.key, default: []].append(task.task)
        }
    }
}
