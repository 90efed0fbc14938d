internal import ArgumentParser

/// The settings.
struct ConfigCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "Checks settings, shows those in force and where they come from, lists all.",
        subcommands: [ConfigCheckCommand.self, ConfigShowCommand.self, ConfigListCommand.self]
    )
}
