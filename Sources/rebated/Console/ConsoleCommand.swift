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
            machine is served. TLS is the proxy's business: --origin tells what browsers see.
            """
    )

    @Option(help: ArgumentHelp("The address to listen on.", valueName: "address"))
    var host = "127.0.0.1"

    @Option(help: ArgumentHelp("The port to listen on; 0 for one that is free.", valueName: "number"))
    var port = 8025

    @OptionGroup var access: AccessOptions
    @OptionGroup var reviewer: ReviewerOption
    @OptionGroup var ledger: LedgerOptions
    @OptionGroup var options: BrokerOptions

    func validate() throws {
        if !(0...65_535).contains(self.port) { throw ValidationError("--port must be 0 to 65535") }
    }

    func run() async throws {
        try await Exit.reporting {
            let settings = try self.options.settings(self.ledger.flags)
            var access = try self.access.access()
            let place = SiteConfiguration(host: self.host, port: self.port)
            if !access.hasSignIn {
                guard place.isLoopback else {
                    throw SettingError(
                        source: "--host",
                        problem:
                            "“\(self.host)” can be reached by others: say how they sign in, by --user-header or --token"
                    )
                }
                access.everybody = try self.reviewer.name(settings)
            }
            let logger = try settings.logger(output: LogOutput())
            if let everybody = access.everybody {
                logger.notice("nobody has to sign in: whoever uses this machine answers as \(everybody)")
            }
            try await self.serve(settings, access, place, logger)
        }
    }

    private func serve(
        _ settings: Settings,
        _ access: SiteAccess,
        _ place: SiteConfiguration,
        _ logger: Logger
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
