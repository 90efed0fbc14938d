internal import AMQP
internal import ArgumentParser
internal import Desk
internal import DeskSite
internal import Ledger
internal import Logging
internal import Operations
internal import Pipeline
internal import ServiceLifecycle
internal import UnixSignals

/// The reviewers' site.
struct ConsoleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "console",
        abstract: "Serves the reviewers' desk over HTTP: tasks, answers, applications, programs.",
        discussion: """
            Pages are read from the ledger; answers are published to the broker under its user, in the name of the \
            reviewer who signed in. Reviewers sign in by a reverse proxy's header or by tokens; without either only this \
            machine is served. TLS is the proxy's business: --origin tells what browsers see. SIGHUP reads the settings \
            again: who may use the site changes at once.
            """
    )

    @OptionGroup var site: SiteOptions
    @OptionGroup var ledger: LedgerOptions
    @OptionGroup var options: BrokerOptions

    func run() async throws {
        // Before anything else: by itself a SIGHUP ends a process.
        let hangUps = await UnixSignalsSequence(trapping: .sighup)
        try await Exit.reporting {
            let settings = try self.settings()
            let place = try settings.site()
            let access = try settings.access(at: place)
            let output = LogOutput()
            let logger = try settings.logger(output: output)
            for warning in settings.warnings { logger.warning("\(warning)") }
            if let everybody = access.everybody {
                logger.notice("nobody has to sign in: whoever uses this machine answers as \(everybody)")
            }
            try await self.serve(settings, access, place, logger) { site in
                ConsoleReload(
                    hangUps: hangUps,
                    read: { () throws(SettingError) in try self.settings() },
                    first: settings,
                    place: place,
                    site: site,
                    logger: logger,
                    output: output
                )
            }
        }
    }

    private func settings() throws(SettingError) -> Settings {
        try self.options.settings(self.ledger.flags.merging(self.site.flags) { $1 })
    }

    private func serve(
        _ settings: Settings,
        _ access: SiteAccess,
        _ place: SiteConfiguration,
        _ logger: Logger,
        _ reload: (Site) -> ConsoleReload
    ) async throws {
        try await settings.withLedger(as: .reader) { ledger in
            let line = AnswerLine(
                try settings.connection(name: "rebated console"),
                ledger: ledger,
                now: { .present },
                onEvent: LinkLog(logger, purpose: "answering").tell
            )
            let site = Site(
                ledger: ledger,
                shelf: try await settings.shelf(archiving: ledger),
                access: access,
                today: { Today.date },
                send: { await line.send($0, of: $1) }
            )
            let group = ServiceGroup(
                configuration: ServiceGroupConfiguration(
                    services: [
                        .init(service: AnswerService(line: line)),
                        .init(service: reload(site)),
                        .init(service: SiteServer(site, place, logger: logger)),
                    ],
                    gracefulShutdownSignals: [.sigterm, .sigint],
                    logger: logger.quieted
                )
            )
            try await group.run()
        }
    }
}

/// The line to the broker, for as long as the site is served.
private struct AnswerService: Service, CustomStringConvertible {
    let line: AnswerLine

    var description: String { "the line to the broker" }

    func run() async throws {
        try await withGracefulShutdownHandler {
            try await self.line.run()
        } onGracefulShutdown: {
            self.line.stop()
        }
    }
}
