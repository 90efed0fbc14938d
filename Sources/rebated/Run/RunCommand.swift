internal import ArgumentParser
internal import Logging
internal import Operations
internal import Pipeline
internal import ServiceLifecycle
internal import UnixSignals

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

    @Option(help: ArgumentHelp(Setting.management.help, valueName: "url")) var management: String?

    @Option(help: ArgumentHelp(Setting.trustedUsers.help, valueName: "name")) var trustedUsers: [String] = []

    @Option(help: ArgumentHelp(Setting.reviewsWithoutUser.help, valueName: "accept|refuse"))
    var reviewsWithoutUser: String?

    @Option(help: ArgumentHelp(Setting.ledger.help, valueName: "file|url")) var ledger: String?

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

    @Option(help: ArgumentHelp(Setting.http.help, valueName: "address:port|off"))
    var http: String?

    @Option(help: ArgumentHelp(Setting.traces.help, valueName: "off|file|url"))
    var traces: String?

    @Option(help: ArgumentHelp(Setting.traceSample.help, valueName: "share"))
    var traceSample: String?

    func run() async throws {
        try await Exit.reporting {
            let settings = try self.settings()
            let output = LogOutput()
            let logger = try settings.logger(output: output)
            let monitoring = try Monitoring(settings, logger: logger)
            let service = try WorkerService(settings, monitoring: monitoring, logger: logger, output: output)
            for name in settings.unknownVariables {
                logger.warning("the environment variable \(name) is no setting of rebated; is it misspelt?")
            }
            var services: [ServiceGroupConfiguration.ServiceConfiguration] = [
                .init(service: SecondSignal(logger: logger))
            ]
            if let site = monitoring.site { services.append(.init(service: site)) }
            services.append(.init(service: service, successTerminationBehavior: .gracefullyShutdownGroup))
            let group = ServiceGroup(
                configuration: ServiceGroupConfiguration(
                    services: services,
                    gracefulShutdownSignals: [.sigterm, .sigint],
                    logger: logger.quieted
                )
            )
            try await group.run()
        }
    }

    private func settings() throws(SettingError) -> Settings {
        func list(_ value: String?) -> [String] { value.map { [$0] } ?? [] }
        return try self.options.settings([
            .management: list(self.management), .trustedUsers: self.trustedUsers,
            .reviewsWithoutUser: list(self.reviewsWithoutUser), .ledger: list(self.ledger),
            .rulebooks: list(self.rulebooks), .budget: self.budget, .prefetch: list(self.prefetch),
            .batch: list(self.batch), .deliveryLimit: list(self.deliveryLimit), .drain: list(self.drain),
            .http: list(self.http),
            .traces: list(self.traces), .traceSample: list(self.traceSample),
        ])
    }
}
