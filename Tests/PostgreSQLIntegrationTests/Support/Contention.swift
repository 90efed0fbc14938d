import Ledger
import Messages
import Testing

/// Several workers that take the same applications in different batches and orders.
struct Contention {
    let applications: Int
    let customers: Int
    var programs = ["p-1"]
    var batch = 9
    /// How often a fault that may pass is tried again.
    var patience = 0

    /// Each application must be decided once, however often the workers meet.
    func run(_ ledgers: [any Ledger]) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for ledger in ledgers {
                group.addTask {
                    var names = Array(0..<self.applications).shuffled()
                    while !names.isEmpty {
                        let size = min(Int.random(in: 1...self.batch), names.count)
                        let plan = Asking(
                            names: Array(names.suffix(size)),
                            customers: self.customers,
                            programNames: self.programs
                        )
                        try await self.settle(plan, ledger)
                        names.removeLast(size)
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    private func settle(_ plan: Asking, _ ledger: any Ledger) async throws {
        for tries in 0... {
            do {
                _ = try await ledger.transact(plan)
                return
            } catch {
                guard error.isTransient, tries < self.patience else { throw error }
            }
            try await Task.sleep(for: .milliseconds(100))
        }
    }

    /// Whether the ledger holds what the applications lead to, one after another in any order.
    func check(_ ledger: any Ledger) async throws {
        let counts = try await ledger.counts()
        #expect(counts.applications == self.applications && counts.pendingEvents == self.applications)
        for program in self.programs {
            for customer in 0..<self.customers {
                let asked = (0..<self.applications)
                    .filter {
                        $0 % self.customers == customer && self.programs[$0 % self.programs.count] == program
                    }
                let key = BalanceKey(limit: "CAP-\(program)", key: "C-\(customer)")
                let balance = try await ledger.balances([key])[key]
                #expect(balance == min(Asking.maximum, Int64(asked.count) * 70))
            }
        }
        let report = try await ledger.audit()
        #expect(report == [])
        for program in try await ledger.programs() {
            var check = JournalCheck(program: program.program)
            var page = try await ledger.journal(of: program.program, after: 0, limit: 50)
            while !page.isEmpty {
                for link in page { check.look(at: link) }
                page = try await ledger.journal(of: program.program, after: check.sequence, limit: 50)
            }
            check.end(program)
            #expect(check.problems == [])
            #expect(
                program.lastOrder
                    == Int64(
                        (0..<self.applications)
                            .filter {
                                self.programs[$0 % self.programs.count] == program.program
                            }
                            .count
                    )
            )
        }
    }
}
