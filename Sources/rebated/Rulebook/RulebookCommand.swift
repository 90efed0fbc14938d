internal import ArgumentParser

/// What can be done with rulebooks.
struct RulebookCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rulebook",
        abstract: "Lists, shows, checks, compares and tries rulebooks, and explains what they decided.",
        subcommands: [
            RulebookListCommand.self, RulebookShowCommand.self, RulebookCheckCommand.self, RulebookSchemaCommand.self,
            RulebookDiffCommand.self, RulebookTestCommand.self, RulebookExplainCommand.self,
        ]
    )
}
