internal import ArgumentParser

/// A reviewer's desk in a terminal.
struct ReviewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "review",
        abstract: "A reviewer's desk: lists open tasks, shows one as a page, answers it.",
        discussion: """
            Without a subcommand it is a program for the whole screen on a terminal, driven by keys alone, and prints the \
            list elsewhere. What is shown is read from the ledger; an answer is published to the broker with confirms, \
            and what became of it is told: recorded, or refused and why.
            """,
        subcommands: [
            ReviewDeskCommand.self, ReviewListCommand.self, ReviewShowCommand.self, ReviewAnswerCommand.self,
        ],
        defaultSubcommand: ReviewDeskCommand.self
    )
}
