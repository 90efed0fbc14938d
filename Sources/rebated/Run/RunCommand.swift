internal import ArgumentParser
internal import Operations

/// The worker.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Runs a worker: takes applications from the queue, decides them, publishes the decisions.",
        discussion: """
            Options come from flags, then from the environment variables named below, then from configuration files, \
            then from the defaults. SIGTERM and SIGINT finish what is in hand; a second one stops at once. Nothing \
            that was delivered is lost either way.
            """
    )

    @OptionGroup var options: BrokerOptions

    @Option(help: ArgumentHelp(Setting.ledger.help, valueName: "file"))
    var ledger: String?

    @Option(help: ArgumentHelp(Setting.rulebooks.help, valueName: "folder"))
    var rulebooks: String?

    @Option(help: ArgumentHelp(Setting.budget.help, valueName: "program=amount"))
    var budget: [String] = []

    @Option(help: ArgumentHelp(Setting.prefetch.help, valueName: "number"))
    var prefetch: String?

    @Option(help: ArgumentHelp(Setting.batch.help, valueName: "number"))
    var batch: String?

    @Option(help: ArgumentHelp(Setting.deliveryLimit.help, valueName: "number"))
    var deliveryLimit: String?

    @Option(help: ArgumentHelp(Setting.drain.help, valueName: "time"))
    var drain: String?

    func run() async throws {
        try await Exit.reporting {
            _ = try self.settings()
        }
    }

    func settings() throws(SettingError) -> Settings {
        try self.options.settings([
            .ledger: self.ledger.map { [$0] } ?? [],
            .rulebooks: self.rulebooks.map { [$0] } ?? [],
            .budget: self.budget,
            .prefetch: self.prefetch.map { [$0] } ?? [],
            .batch: self.batch.map { [$0] } ?? [],
            .deliveryLimit: self.deliveryLimit.map { [$0] } ?? [],
            .drain: self.drain.map { [$0] } ?? [],
        ])
    }
}
