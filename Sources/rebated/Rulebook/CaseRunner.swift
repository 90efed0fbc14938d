internal import Adjudication
internal import Foundation
internal import JSON
internal import Ledger
internal import Messages
internal import Operations
internal import Rulebook
internal import Settlement

/// Runs cases against one rulebook, each with a ledger of its own.
struct CaseRunner {
    private let shelf: RulebookShelf

    init(_ rulebook: Rulebook) {
        self.shelf = RulebookShelf([rulebook])
    }

    /// Where what became of the items is not as the case says.
    func differences(_ test: RulebookCase) async throws -> [String] {
        let ledger = try SQLiteLedger()
        let budgets = try Settings(
            flags: [Setting.budget.name: test.budgets.map { "\($0.program)=\($0.amount)" }],
            environment: [:]
        )
        for (program, amount) in try Shelf.budgets(budgets, self.shelf) {
            try await ledger.setBudget(program: program, cents: amount.count, by: "case")
        }
        let session = DecideSession(shelf: self.shelf, ledger: ledger)
        var differences: [String] = []
        for (index, (item, expected)) in zip(test.items, test.expectations).enumerated() {
            let value = try JSONDocument(parsing: Array(item.utf8)).root
            let now = Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
            let plan = SettlementBatch(items: [session.item(value)], now: now, shelf: self.shelf, keepsEvents: false)
            for settled in try await ledger.transact(plan) {
                let found = try Projection(settled.answer)
                differences += expected.differences(to: found, path: test.items.count > 1 ? "item \(index + 1)" : "")
            }
        }
        await ledger.close()
        return differences
    }
}
