internal import ArgumentParser
internal import JSON
internal import Ledger
internal import Messages
internal import Operations
internal import Rulebook

/// Sets what a program has to give.
struct BudgetSetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Sets what a program has to give; the change stands in the ledger's journal with your name.",
        discussion: """
            It holds for the next transaction of every worker. Nothing that is promised or paid is taken back where the \
            new budget is lower. A worker that is started with --budget for the program sets it again: name it in one \
            place only.
            """
    )

    @OptionGroup var ledger: LedgerOptions
    @OptionGroup var config: ConfigOptions

    @Argument(help: "The program.")
    var program: String

    @Argument(help: "US dollars such as 90000 or 90000.00; none for no budget, so that nobody waits.")
    var amount: String

    @Flag(help: "Print the state afterwards as JSON.")
    var json = false

    func run() async throws {
        try await Exit.reporting {
            let settings = try self.config.settings(self.ledger.flags)
            let amount = try self.cents()
            try await settings.withLedger(as: .tool, mayMake: true) { ledger in
                let shelf = try await settings.shelf(archiving: ledger)
                try await shelf.require(self.program, ledger)
                let before = try await ledger.budgets()[self.program].map { Cents($0) }
                let name = Operator.name
                try await ledger.setBudget(program: self.program, cents: amount?.count, by: name)
                let state = try await BudgetState.of(self.program, ledger, shelf)
                if self.json { self.print(state, before, name) } else { self.tell(state, before, name) }
            }
        }
    }

    private func cents() throws(SettingError) -> Cents? {
        if self.amount == "none" { return nil }
        // Whole dollars are what a person types.
        guard let cents = Cents(self.amount) ?? Cents(self.amount + ".00") else {
            let problem = "“\(self.amount)” is no amount of dollars such as 90000.00, and not none"
            throw SettingError(source: "AMOUNT", problem: problem)
        }
        return cents
    }

    private func tell(_ state: BudgetState, _ before: Cents?, _ name: String) {
        func text(_ cents: Cents?) -> String { cents?.description ?? "none" }
        if state.budget == before {
            Console.say("\(state.program): the budget is \(text(before)) already; nothing was changed")
        } else {
            Console.say("\(state.program): budget \(text(before)) → \(text(state.budget)), set by \(name)")
        }
        if let left = state.left {
            let short = Cents(-left.count)
            Console.say(
                left < .zero
                    ? "\(short) more than that is promised or paid; nothing more is given until that much is freed"
                    : "\(left) are left"
            )
        }
        guard state.waiting > 0 else { return }
        let wait = state.waiting == 1 ? "1 application waits" : "\(state.waiting) applications wait"
        Console.say("\(wait): `rebated budget release \(state.program)` offers them what is free now")
    }

    private func print(_ state: BudgetState, _ before: Cents?, _ name: String) {
        var json = JSONWriter()
        json.beginObject()
        state.write(to: &json)
        json.key("before")
        json.value(before?.description)
        json.key("by")
        json.value(name)
        json.endObject()
        Console.say(String(decoding: json.finish(), as: UTF8.self))
    }
}
