internal import ArgumentParser

/// What was set aside.
struct DeadLettersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dead-letters",
        abstract: "Looks at what was set aside in rebated.dead, sends it again, or drops it.",
        discussion: """
            Looking takes nothing away: letters are handed out and given back in their order. While somebody looks, \
            others do not see what is handed out.
            """,
        subcommands: [
            DeadLettersListCommand.self, DeadLettersShowCommand.self, DeadLettersReplayCommand.self,
            DeadLettersDropCommand.self, DeadLettersHistoryCommand.self,
        ]
    )
}
