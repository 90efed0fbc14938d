internal import ArgumentParser

/// The command line.
@main
struct Rebated: AsyncParsableCommand {
    /// The program's version.
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "rebated",
        abstract: "Decides energy rebate applications from a message queue.",
        version: Self.version,
        subcommands: [
            RunCommand.self, DecideCommand.self, TemplateCommand.self, SubmitCommand.self, WatchCommand.self,
            TopologyCommand.self, DoctorCommand.self, TopCommand.self, ReviewCommand.self, StatusCommand.self,
            ConsoleCommand.self, ConfigCommand.self, LedgerCommand.self,
            BudgetCommand.self, OutboxCommand.self, DeadLettersCommand.self, RulebookCommand.self, FeelCommand.self,
            MetricsCommand.self,
        ]
    )
}
