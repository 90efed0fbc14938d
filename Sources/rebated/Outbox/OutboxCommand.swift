internal import ArgumentParser

/// What the ledger owes the broker.
struct OutboxCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "outbox",
        abstract: "Shows and publishes events that are decided but not yet with the broker.",
        discussion: """
            Every event is committed with the decision that it tells, and leaves the outbox once the broker has \
            confirmed it. Workers publish what is pending by themselves, also what another worker left behind. Events \
            that no queue takes are set apart as returned, until a worker starts or `rebated outbox publish --returned`.
            """,
        subcommands: [OutboxListCommand.self, OutboxPublishCommand.self]
    )
}
