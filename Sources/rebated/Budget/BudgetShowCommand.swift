internal import ArgumentParser
internal import JSON
internal import Ledger
internal import Messages
internal import Operations
internal import Rulebook
internal import Settlement

/// Shows budgets and waitlists.
struct BudgetShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows what programs have to give, what is promised and paid of it, and who waits.",
        discussion: """
            Of one program it shows the waitlist, in the order in which a release offers the budget, with what each \
            would need by the limits as they stand now.
            """
    )

    @OptionGroup var ledger: LedgerOptions
    @OptionGroup var config: ConfigOptions

    @Argument(help: "The program; without it all that the ledger knows.")
    var program: String?

    @Option(help: ArgumentHelp("How many of the waitlist to show, at most.", valueName: "number"))
    var limit = 50

    @Flag(help: "Print JSON, one object a line.")
    var json = false

    func run() async throws {
        try await Exit.reporting {
            let settings = try self.config.settings(self.ledger.flags)
            try await settings.withLedger(as: .reader) { ledger in
                let shelf = try await settings.shelf(archiving: ledger)
                if let program {
                    try await shelf.require(program, ledger)
                    try await self.show(program, ledger, shelf)
                } else {
                    try await self.showAll(ledger, shelf)
                }
            }
        }
    }

    private func showAll(_ ledger: any Ledger, _ shelf: RulebookShelf) async throws {
        var table = TextTable([
            ("program", .left), ("budget", .right), ("reserved", .right), ("awarded", .right), ("left", .right),
            ("waiting", .right),
        ])
        for program in try await ledger.programs() {
            let state = try await BudgetState.of(program.program, ledger, shelf)
            if self.json {
                var json = JSONWriter()
                json.beginObject()
                state.write(to: &json)
                json.endObject()
                Console.say(String(decoding: json.finish(), as: UTF8.self))
            }
            table.add([
                state.program, state.budget?.description ?? "none", state.reserved.description,
                state.awarded.description, state.left?.description ?? "-", "\(state.waiting)",
            ])
        }
        if !self.json { table.lines.forEach(Console.say) }
    }

    private func show(_ program: String, _ ledger: any Ledger, _ shelf: RulebookShelf) async throws {
        let state = try await BudgetState.of(program, ledger, shelf)
        let records = try await ledger.applications(
            of: program,
            status: ApplicationStatus.waitlisted.rawValue,
            after: 0,
            limit: max(self.limit, 0)
        )
        let needs =
            records.isEmpty ? [] : try await ledger.preview(WaitlistEstimate(records.map(\.key), shelf: shelf))
        if self.json {
            self.print(state, records, needs)
            return
        }
        var sums = TextTable([(program, .left), ("", .right)])
        sums.add(["budget", state.budget?.description ?? "none"])
        sums.add(["reserved", state.reserved.description])
        sums.add(["awarded", state.awarded.description])
        if let left = state.left { sums.add(["left", left.description]) }
        sums.lines.forEach(Console.say)
        guard !records.isEmpty else { return Console.say("nobody waits") }
        let count = state.waiting == 1 ? "1 application waits" : "\(state.waiting) applications wait"
        Console.say("\n\(count), the first since \(state.waitingSince ?? "?")")
        var table = TextTable([("place", .right), ("application", .left), ("waiting since", .left), ("needs", .right)])
        for (place, (record, need)) in zip(records, needs).enumerated() {
            let since = BudgetState.decidedAt(record) ?? "?"
            table.add(["\(place + 1)", record.key.application, since, need?.description ?? "?"])
        }
        table.lines.forEach(Console.say)
        if state.waiting > records.count { Console.say("… and \(state.waiting - records.count) more (--limit)") }
    }

    private func print(_ state: BudgetState, _ records: [ApplicationRecord], _ needs: [Cents?]) {
        var json = JSONWriter()
        json.beginObject()
        state.write(to: &json)
        json.key("waitlist")
        json.beginArray()
        for (place, (record, need)) in zip(records, needs).enumerated() {
            json.beginObject()
            json.key("place")
            json.value(place + 1)
            json.key("application")
            json.value(record.key.application)
            json.key("revision")
            json.value(record.revision)
            json.key("order")
            json.value(record.order)
            json.key("waiting_since")
            json.value(BudgetState.decidedAt(record))
            json.key("needs")
            json.value(need?.description)
            json.endObject()
        }
        json.endArray()
        json.endObject()
        Console.say(String(decoding: json.finish(), as: UTF8.self))
    }
}
