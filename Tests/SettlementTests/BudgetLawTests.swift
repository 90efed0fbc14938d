import JSON
import Ledger
import Messages
import Settlement
import Testing

/// Numbers that look random and are the same in every run.
private struct Dice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        self.state &+= 0x9E37_79B9_7F4A_7C15
        var bits = self.state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }
}

/// Whatever comes in whatever order: what is promised and paid stays within the budget, and what is freed goes on.
@Suite("The law of budgets")
struct BudgetLawTests {
    /// One run: portals, reviewers and an operator who know nothing of each other.
    private struct Run {
        var desk: Desk
        var dice: Dice
        let program: String
        let budgetKey: BalanceKey
        var revisions: [String: Int] = [:]

        init(_ program: String, limit: String, seed: UInt64) throws {
            self.desk = try Desk(budgets: [program: 500_000])
            self.dice = Dice(state: seed)
            self.program = program
            self.budgetKey = BalanceKey(limit: "\(program)/\(limit)", key: program)
        }

        var spent: Int64 { self.desk.balance(self.budgetKey.limit, self.budgetKey.key) }

        /// One step; afterwards no more is promised than the budget, or than was promised before it was lowered.
        mutating func step() throws {
            let before = self.spent
            switch Int.random(in: 0..<100, using: &self.dice) {
            case 0..<40: try self.submit()
            case 40..<52: try self.withdraw()
            case 52..<75: try self.review()
            case 75..<80: self.desk.budgets[self.program] = Int64.random(in: 0...12, using: &self.dice) * 100_000
            default: try self.offer()
            }
            let budget = self.desk.budgets[self.program] ?? .max
            #expect(self.spent <= max(budget, before))
            let told = self.desk.records(of: self.program)
                .reduce(Int64(0)) { sum, record in
                    sum + record.holdings.reduce(0) { $0 + ($1.key == self.budgetKey ? $1.cents : 0) }
                }
            #expect(told == self.spent)
        }

        private mutating func submit() throws {
            let id = "A-\(Int.random(in: 1...60, using: &self.dice))"
            self.revisions[id, default: 0] += 1
            let text = self.application(id, self.revisions[id] ?? 1)
            _ = try self.desk.settle(text)
        }

        private mutating func application(_ id: String, _ revision: Int) -> String {
            let customer = "C-\(Int.random(in: 1...9, using: &self.dice))"
            guard self.program == "worcester-energy" else {
                let line = [heatPump, miniSplit(1), miniSplit(2), miniSplit(3)].randomElement(using: &self.dice)
                return efficiencyWorks(id, revision, customer, line ?? heatPump)
            }
            let cost = Int.random(in: 1...9, using: &self.dice) * 1_000
            return """
                {"application":"\(id)","revision":\(revision),"program":"worcester-energy",
                 "submitted_on":"2026-03-02","customer":{"id":"\(customer)"},
                 "site":{"id":"S-\(customer)","existing":true,"dwelling_units":2},"installer":{"id":"I-1"},
                 "measures":[{"id":"m1","measure":"heating-cooling","cost":"\(cost).00","other_incentives":"0.00",
                 "units":[{"type":"water_boiler","fuel":"gas","afue":95}]}],
                 "documents":[{"kind":"payback_evidence","name":"payback.pdf"}]}
                """
        }

        private mutating func withdraw() throws {
            guard let id = self.revisions.keys.sorted().randomElement(using: &self.dice) else { return }
            _ = try self.desk.settle(#"{"withdrawn":{"program":"\#(self.program)","application":"\#(id)"}}"#)
        }

        private mutating func review() throws {
            guard let task = self.desk.openTasks.randomElement(using: &self.dice) else { return }
            let outcome = ["approve", "approve", "deny", "request_information"].randomElement(using: &self.dice)
            _ = try self.desk.settle(
                #"{"review":{"task":"\#(task.task)","outcome":"\#(outcome ?? "deny")","reviewer":"r-1"}}"#
            )
        }

        /// Offers to the whole waitlist, and holds every decision against what a new application would get.
        mutating func offer() throws {
            for waiting in self.desk.applications(.waitlisted) {
                let fresh = try self.fresh(waiting)
                let offered = self.desk.settle([.offer(waiting.key)])[0]
                switch offered.offer {
                case .decided: break
                case .notCovered(let needs, let left): #expect(needs > left)
                case .notWaiting, .noEdition, nil: Issue.record("an application that waits was not offered anything")
                }
                guard let fresh else { continue }
                #expect(Self.text(Projection.json(offered)) == Self.text(Projection.json(fresh)))
            }
        }

        /// What the same application would get if somebody else handed it in now, and a reviewer approved it.
        private func fresh(_ waiting: ApplicationRecord) throws -> SettledItem? {
            var desk = self.desk
            let id = waiting.key.application
            let text = String(decoding: waiting.content, as: UTF8.self)
                .replacing("\"application\":\"\(id)\"", with: "\"application\":\"new\"")
                .replacing("\"revision\":\(waiting.revision)", with: "\"revision\":1")
            var settled = try desk.settle(text)
            for task in desk.openTasks where task.key.application == "new" {
                let review = #"{"review":{"task":"\#(task.task)","outcome":"approve","reviewer":"r-1"}}"#
                settled = try desk.settle(review)
            }
            return settled
        }

        private static func text(_ json: [UInt8]) -> String {
            guard let document = try? JSONDocument(parsing: json) else { return "" }
            // Whose decision it is differs, what it says must not.
            return String(decoding: canonical(document.root), as: UTF8.self)
                .replacing(/"application":"[^"]*",/, with: "").replacing(/"revision":\d+,/, with: "")
        }
    }

    @Test(arguments: ["efficiency-works", "worcester-energy"], 1...8)
    func holdsInAnyOrder(program: String, seed: Int) throws {
        let limit = program == "worcester-energy" ? "WE-BUDGET" : "EW-BUDGET"
        var run = try Run(program, limit: limit, seed: UInt64(seed))
        for _ in 0..<150 { try run.step() }
        // Without a budget nobody has to wait.
        run.desk.budgets[program] = nil
        try run.offer()
        #expect(run.desk.applications(.waitlisted).isEmpty)
    }
}

/// An application of a customer with a site of its own.
private func efficiencyWorks(_ id: String, _ revision: Int, _ customer: String, _ line: String) -> String {
    application(id, revision: revision, customer: customer, site: "S-\(customer)", measures: line)
}
