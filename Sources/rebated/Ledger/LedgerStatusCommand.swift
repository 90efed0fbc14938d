internal import ArgumentParser
internal import Ledger
internal import Operations

/// What the ledger is and how full.
struct LedgerStatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Shows where the ledger is, its schema, how full it is, its programs and editions."
    )

    @OptionGroup var place: LedgerPlace

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        try await Exit.reporting {
            let settings = try self.place.settings()
            let schema = try await LedgerOpening.schema(of: try settings.ledgerLocation())
            if let schema, schema.version < schema.latest {
                // Nothing else can be read yet.
                return LedgerOverview.tell(behind: schema, isJSON: self.json)
            }
            let overview = try await settings.withLedger(as: .reader) { try await LedgerOverview(of: $0) }
            if self.json { Console.say(overview.json) } else { overview.lines.forEach(Console.say) }
        }
    }
}
