internal import ArgumentParser

/// Exchanges and queues.
struct TopologyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "topology",
        abstract: "Makes and shows the exchanges and queues that everybody meets at.",
        subcommands: [TopologyApplyCommand.self, TopologyShowCommand.self, TopologyDefinitionsCommand.self]
    )
}
