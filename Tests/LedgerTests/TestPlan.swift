import GRDB
import Ledger
import Messages

/// A plan that is a closure.
struct TestPlan<Outcome: Sendable>: BatchPlan {
    var applications: Set<ApplicationKey> = []
    var tasks: Set<String> = []
    var recordedAt: Int64 = 1_000
    var balances: Set<BalanceKey> = []
    var programs: Set<String> = ["efficiency-works"]
    let settling: @Sendable (inout Books) -> Outcome

    init(
        _ applications: Set<ApplicationKey> = [],
        tasks: Set<String> = [],
        balances: Set<BalanceKey> = [],
        programs: Set<String> = [],
        settling: @escaping @Sendable (inout Books) -> Outcome
    ) {
        self.applications = applications
        self.tasks = tasks
        self.balances = balances
        self.programs.formUnion(programs)
        self.programs.formUnion(applications.map(\.program))
        self.settling = settling
    }

    func balances(_ books: Books) -> Set<BalanceKey> { self.balances }

    func settle(_ books: inout Books) -> Outcome { self.settling(&books) }
}

extension Ledger {
    /// Records applications, one after another, in one transaction.
    func record(_ applications: ApplicationRecord...) async throws {
        let holdings = applications.flatMap(\.holdings).map(\.key)
        try await self.transact(
            TestPlan(Set(applications.map(\.key)), balances: Set(holdings)) { books in
                books.use(edition: Sample.edition)
                for application in applications { books.record(application) }
            }
        )
    }

    func enqueue(_ events: OutboxEvent...) async throws {
        try await self.transact(TestPlan { books in for event in events { books.enqueue(event) } })
    }

    func application(_ key: ApplicationKey = Sample.key()) async throws -> ApplicationRecord? {
        try await self.transact(TestPlan([key]) { $0.application(key) })
    }

    func balance(_ key: BalanceKey = Sample.cap) async throws -> Int64 {
        try await self.transact(TestPlan(balances: [key]) { $0.balance(key) })
    }
}

extension Configuration {
    /// Lets a test hold a transaction open.
    static var unsafe: Configuration {
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        return configuration
    }
}
