import Adjudication
import JSON
import Ledger
import Messages
import Rulebook
import Settlement
import Testing

/// Settles items one by one in books that live in memory, as a ledger would keep them.
struct Desk {
    let shelf: RulebookShelf
    private var applications: [ApplicationKey: ApplicationRecord] = [:]
    private var tasks: [String: TaskRecord] = [:]
    private var balances: [BalanceKey: Int64] = [:]
    private var programs: [String: ProgramRecord] = [:]
    var budgets: [String: Int64]
    /// The events of all items so far.
    private(set) var events: [OutboxEvent] = []

    /// Read once: each of hundreds of cases starts with a desk of its own.
    private static let bundled = Result { RulebookShelf(try BundledRulebooks.load()) }

    init(budgets: [String: Int64] = [:]) throws {
        self.shelf = try Self.bundled.get()
        self.budgets = budgets
    }

    /// Settles `items` as one batch.
    mutating func settle(_ items: [SettlementItem], at seconds: Int64 = 1_772_442_904) -> [SettledItem] {
        self.transact(
            SettlementBatch(items: items, now: Instant(milliseconds: seconds * 1000), shelf: self.shelf)
        )
    }

    /// Does what a ledger does for a plan; what a plan must not do fails the test.
    mutating func transact<Plan: BatchPlan>(_ plan: Plan) -> Plan.Outcome {
        for program in plan.programs {
            self.programs[program, default: ProgramRecord(program: program)].budget = self.budgets[program]
        }
        func books(_ balances: [BalanceKey: Int64]) -> Books {
            Books(
                now: plan.recordedAt,
                programs: Array(self.programs.values),
                applications: Array(self.applications.values),
                absent: plan.applications,
                tasks: Array(self.tasks.values),
                balances: balances
            )
        }
        let keys = plan.balances(books([:]))
        var open = books(Dictionary(keys.map { ($0, self.balances[$0] ?? 0) }, uniquingKeysWith: { $1 }))
        let settled = plan.settle(&open)
        let changes = open.changes
        for application in changes.applications { self.applications[application.key] = application }
        self.tasks.merge(changes.tasks) { $1 }
        for (key, cents) in changes.balances { self.balances[key] = cents }
        for program in changes.programs { self.programs[program.program] = program }
        self.events += changes.events
        #expect(changes.mistakes.isEmpty)
        return settled
    }

    /// The applications of a status, in the order of record.
    func applications(_ status: ApplicationStatus) -> [ApplicationRecord] {
        self.applications.values.filter { $0.status == status.rawValue }.sorted { $0.order < $1.order }
    }

    /// All applications of a program, in no order.
    func records(of program: String) -> [ApplicationRecord] {
        self.applications.values.filter { $0.key.program == program }
    }

    /// The application as it stands.
    func record(_ program: String, _ application: String) -> ApplicationRecord? {
        self.applications[ApplicationKey(program: program, application: application)]
    }

    /// The tasks that wait for an answer, in the order of their ids.
    var openTasks: [TaskRecord] {
        self.tasks.values.filter { $0.state == .open }.sorted { $0.task < $1.task }
    }

    /// What is reserved or awarded under a limit.
    func balance(_ limit: String, _ key: String) -> Int64 {
        self.balances[BalanceKey(limit: limit, key: key)] ?? 0
    }

    /// The item that a value of `rebated decide`'s input stands for.
    func item(_ value: JSONValue, origin: Origin = Origin(portal: "p")) -> SettlementItem {
        if let review = value["review"] { return .outcome(OutcomeDraft(review), origin) }
        if let withdrawn = value["withdrawn"] {
            do throws(WithdrawalError) {
                return .withdrawal(try Withdrawal(withdrawn, shelf: self.shelf), origin)
            } catch {
                return .rejection(error.rejection, program: error.program, origin)
            }
        }
        switch ApplicationReader.admit(value, shelf: self.shelf) {
        case .admitted(let application):
            return .submission(Submission(Eligibility.assess(application).calculate(), data: value), origin)
        case .rejected(let rejection, let program):
            return .rejection(rejection, program: program, origin)
        }
    }

    /// Settles one value given as text.
    mutating func settle(_ text: String) throws -> SettledItem {
        let settled = self.settle([self.item(try JSONDocument(parsing: Array(text.utf8)).root)])
        return settled[0]
    }
}

/// A furnace or another line in an application of efficiency-works, as text.
func application(
    _ id: String = "A-1",
    revision: Int = 1,
    customer: String = "C-1",
    site: String = "S-1",
    heating: String = "gas",
    measures: String = heatPump
) -> String {
    """
    {"application":"\(id)","revision":\(revision),"program":"efficiency-works","submitted_on":"2026-03-02",
     "customer":{"id":"\(customer)"},"site":{"id":"\(site)","heating":"\(heating)"},"measures":[\(measures)]}
    """
}

/// A heat pump that holds.
let heatPump =
    #"{"id":"m1","measure":"heat-pump","source":"air","units":[{"seer":14.5,"hspf":9.0,"cold_climate":true}]}"#

/// A mini-split of that many heads.
func miniSplit(_ heads: Int, id: String = "m1") -> String {
    """
    {"id":"\(id)","measure":"ductless-mini-split",
     "units":[{"seer":18,"hspf":10,"cold_climate":true,"multi_stage":true,"heads":\(heads)}]}
    """
}

extension SettledItem {
    /// The decision, `nil` for a rejection.
    var decision: Decision? {
        guard case .decision(let json) = self.answer else { return nil }
        return (try? JSONDocument(parsing: json)).flatMap { Decision($0.root) }
    }

    /// The paths of a rejection.
    var rejectedPaths: [String] {
        guard case .rejection(let rejection) = self.answer else { return [] }
        return rejection.errors.map(\.path).sorted()
    }
}
