internal import ArgumentParser
internal import JSON
internal import Ledger
internal import Operations

/// Brings the schema up to date.
struct LedgerMigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate",
        abstract: "Brings the ledger's tables up to date, or makes them.",
        discussion: """
            A worker does the same when it starts. This does it beforehand, as one transaction: it takes place as a whole \
            or not at all, and of several that start at once one does it. Programs of an earlier version refuse the \
            ledger afterwards; a backup is the way back.
            """
    )

    @OptionGroup var place: LedgerPlace

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        try await Exit.reporting {
            let settings = try self.place.settings()
            let location = try settings.ledgerLocation()
            let before = try await LedgerOpening.schema(of: location)
            let status = try await settings.withLedger(as: .tool, mayMake: true) { try await $0.status() }
            if self.json { return self.print(before, status) }
            let place = Console.clean(status.location)
            switch before?.version {
            case nil: Console.say("\(place): made, with schema \(status.schema)")
            case status.schema: Console.say("\(place): has schema \(status.schema), the latest; nothing was changed")
            case let version?: Console.say("\(place): schema \(version) → \(status.schema)")
            }
        }
    }

    private func print(_ before: LedgerSchema?, _ status: LedgerStatus) {
        var json = JSONWriter()
        json.beginObject()
        json.key("location")
        json.value(status.location)
        json.key("from")
        if let before { json.value(before.version) } else { json.null() }
        json.key("to")
        json.value(status.schema)
        json.endObject()
        Console.say(String(decoding: json.finish(), as: UTF8.self))
    }
}
