internal import ArgumentParser
internal import Foundation
internal import Logging
internal import Operations
internal import Pipeline
internal import Rulebook
internal import ServiceLifecycle
internal import UnixSignals

/// The worker.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Runs a worker: takes applications from the queue, decides them, publishes the decisions.",
        discussion: """
            Options come from flags, then from the environment variables named below, then from configuration files, \
            then from the defaults; `rebated config check` says what is wrong with them. SIGTERM and SIGINT finish what is \
            in hand; a second one stops at once. SIGHUP reads the settings again: what changed is tried, and takes effect \
            without a new process. Nothing that was delivered is lost by any of these.
            """
    )

    @OptionGroup var options: WorkerOptions

    func run() async throws {
        // Before anything else: by itself a SIGHUP ends a process.
        let hangUps = await UnixSignalsSequence(trapping: .sighup)
        try await Exit.reporting {
            var faults = SettingFaults()
            let settings = self.options.settings(&faults)
            let output = LogOutput()
            let logger = faults.collect { () throws(SettingError) in try settings.logger(output: output) }
            let rulebooks = Result { () throws(RulebookFault) in try RulebookPlace(settings) }
            let first = WorkerSettings(settings, try? rulebooks.get(), faults: &faults)
            guard faults.list.isEmpty else { throw faults }
            _ = try rulebooks.get()
            guard let first, let logger else { throw faults }
            for warning in settings.warnings { logger.warning("\(warning)") }
            if let fault = ProcessInfo.processInfo.environment[Settings.faultVariable], !fault.isEmpty {
                logger.warning("this worker will die or freeze on purpose: \(Settings.faultVariable) is \(fault)")
            }
            let household = try Household(settings, logger: logger, output: output)
            let service = WorkerService(
                first: first,
                reload: WorkerReload(options: self.options, household: household),
                hangUps: hangUps,
                household: household
            )
            var services: [ServiceGroupConfiguration.ServiceConfiguration] = [
                .init(service: SecondSignal(logger: logger))
            ]
            if let site = household.monitoring.site { services.append(.init(service: site)) }
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
}
