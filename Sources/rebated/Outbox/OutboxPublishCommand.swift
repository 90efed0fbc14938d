internal import AMQP
internal import ArgumentParser
internal import JSON
internal import Ledger
internal import Operations
internal import Pipeline

/// Publishes what is owed.
struct OutboxPublishCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "publish",
        abstract: "Publishes pending events that no running worker has in hand.",
        discussion: """
            Each event keeps its id, so that a consumer can tell a copy. Safe beside running workers, which do the same \
            by themselves. The exit status is 1 if an event could not be published; it stays in the outbox then.
            """
    )

    @OptionGroup var options: BrokerOptions
    @OptionGroup var ledger: LedgerOptions

    @Flag(help: "Also those that no queue took before.")
    var returned = false

    @Flag(help: "Print the result as JSON.")
    var json = false

    func run() async throws {
        try await Exit.reporting {
            let settings = try self.options.settings(self.ledger.flags)
            let broker = try BrokerSession(settings, name: "rebated outbox")
            let report = try await settings.withLedger(as: .tool) { ledger in
                try await broker.publishing { publish in
                    try await OutboxRelay(ledger, publish: publish).run(includingReturned: self.returned)
                }
            }
            if self.json { self.print(report) } else { self.tell(report) }
            if report.unsettled > 0 || !report.returned.isEmpty { throw ExitCode.failure }
        }
    }

    private func tell(_ report: OutboxRelay.Report) {
        for (event, reason) in report.returned.prefix(20) {
            Console.complain(
                Console.clean("returned: \(event.routingKey) from exchange \(event.exchange) (\(reason)), \(event.id)")
            )
        }
        if report.returned.count > 20 { Console.complain("… and \(report.returned.count - 20) more") }
        if let obstacle = report.obstacle { Console.complain("rebated: the broker does not answer: \(obstacle)") }
        let owed = report.unsettled > 0 ? ", \(report.unsettled) not known to be published" : ""
        Console.say("\(report.published) published, \(report.returned.count) returned\(owed)")
    }

    private func print(_ report: OutboxRelay.Report) {
        var json = JSONWriter()
        json.beginObject()
        json.key("published")
        json.value(report.published)
        json.key("unsettled")
        json.value(report.unsettled)
        json.key("returned")
        json.beginArray()
        for (event, reason) in report.returned {
            json.beginObject()
            json.key("id")
            json.value(event.id)
            json.key("exchange")
            json.value(event.exchange)
            json.key("routing_key")
            json.value(event.routingKey)
            json.key("reason")
            json.value(reason)
            json.endObject()
        }
        json.endArray()
        json.endObject()
        Console.say(String(decoding: json.finish(), as: UTF8.self))
    }
}
