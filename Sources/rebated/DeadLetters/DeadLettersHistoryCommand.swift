internal import ArgumentParser
internal import JSON
internal import Ledger
internal import Messages
internal import Operations

/// What was done to dead letters by hand.
struct DeadLettersHistoryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "Shows who sent letters again or dropped them, when and how many, the latest first."
    )

    @OptionGroup var ledger: LedgerOptions
    @OptionGroup var config: ConfigOptions

    @Option(help: ArgumentHelp("How many records to look at, at most.", valueName: "number"))
    var limit = 100

    @Flag(help: "Print JSON, one object a line, with the letters' ids.")
    var json = false

    func run() async throws {
        try await Exit.reporting {
            let settings = try self.config.settings(self.ledger.flags)
            try await settings.withLedger(as: .reader) { ledger in
                let actions = try await ledger.actions(limit: max(self.limit, 1))
                for action in actions where action.action.hasPrefix("dead-letters ") { self.show(action) }
            }
        }
    }

    private func show(_ action: ActionRecord) {
        let at = Instant(milliseconds: action.at).description
        let detail = try? JSONDocument(parsing: Array(action.detail.utf8))
        if self.json {
            var json = JSONWriter()
            json.beginObject()
            json.key("at")
            json.value(at)
            json.key("by")
            json.value(action.by)
            json.key("action")
            json.value(action.action)
            json.key("detail")
            if let detail { json.value(detail.root) } else { json.null() }
            json.endObject()
            return Console.say(String(decoding: json.finish(), as: UTF8.self))
        }
        func number(_ name: String) -> Int { detail?.root[name]?.wholeNumber ?? 0 }
        var words = "\(at)  \(action.by)  \(action.action)  \(detail?.root["state"]?.string ?? "?")"
        words += "  \(number("letters")) letters"
        if number("stayed") > 0 { words += ", \(number("stayed")) stayed" }
        if number("missing") > 0 { words += ", \(number("missing")) not there" }
        let reasons = detail?.root["reasons"]?.members.map { "\($0.key.string) \($0.value.wholeNumber ?? 0)" } ?? []
        if !reasons.isEmpty { words += "  (\(reasons.joined(separator: ", ")))" }
        Console.say(Console.clean(words))
    }
}
