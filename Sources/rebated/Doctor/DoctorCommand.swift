internal import AMQP
internal import ArgumentParser
internal import Diagnosis
internal import Foundation
internal import Ledger
internal import Messages
internal import Operations
internal import Pipeline
internal import Rulebook

/// Checks a whole installation.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Checks broker, permissions, topology, ledger, clocks, rulebooks and workers, and says what to do.",
        discussion: """
            Run it with a worker's settings and as a worker's user. It runs every check, whatever another finds, and \
            changes nothing: permissions are tried by requests that the broker refuses for another reason. The exit \
            status is 1 if something is wrong; warnings are none.
            """
    )

    @OptionGroup var options: WorkerOptions

    @Option(help: ArgumentHelp("A portal that must have its queue; once for each.", valueName: "name"))
    var portal: [String] = []

    @Option(
        help: ArgumentHelp(
            "Where a worker answers over HTTP; once for each (default: ports 9464 to 9479 of this machine).",
            valueName: "url"
        )
    )
    var worker: [String] = []

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        let report = await self.report()
        if self.json {
            Console.say(report.json)
        } else {
            let printer = LinePrinter.standardOutput
            printer.print(report.lines(width: printer.width))
        }
        if !report.isSound { throw ExitCode.failure }
    }

    private func report() async -> DiagnosisReport {
        let version = Rebated.configuration.version
        var faults = SettingFaults()
        let settings = self.options.settings(&faults)
        let check = SettingsExamination.check(settings, &faults)
        if faults.list.isEmpty {
            let results = await Examination.results(of: await self.examinations(settings, version))
            return DiagnosisReport([check] + results, version: version)
        }
        let local = await Examination.results(of: self.local(version))
        let skipped = ["broker", "ledger", "rulebooks"].map { CheckResult.skipped($0, "needs “settings”") }
        return DiagnosisReport([check] + skipped + local, version: version)
    }

    /// What needs no settings.
    private func local(_ version: String) -> [Examination] {
        let named = self.worker
        return [
            Examination(subject: "versions") { MachineExamination.versions(version) },
            Examination(subject: "workers") { await MachineExamination.workers(named, version: version) },
        ]
    }

    private func examinations(_ settings: Settings, _ version: String) async -> [Examination] {
        let folder = settings.text(.rulebooks)
        let rulebooks = await Bounded.block(.seconds(20)) {
            Result { () throws(RulebookFault) in try RulebookDirectory.load(folder) }
        }
        let connection = try? settings.connection(name: "rebated doctor")
        let management = connection.flatMap { try? settings.management($0.urls) }
        var examinations: [Examination] = []
        if let connection {
            let broker = BrokerExamination(
                connection: connection,
                management: management,
                deliveryLimit: (try? settings.integer(.deliveryLimit, in: 1...1_000)) ?? 10,
                trusted: Set(connection.urls.map(\.user) + settings.texts(.trustedUsers)),
                topology: WorkTopology(
                    portals: self.portal,
                    programs: (try? rulebooks?.get())?.shelf.programs ?? []
                ),
                now: Instant.present.seconds
            )
            examinations.append(Examination(subject: "broker", limit: .seconds(40)) { await broker.results() })
        }
        examinations.append(Examination(subject: "broker clock") { await MachineExamination.clock(management) })
        let ledger = LedgerExamination(location: LedgerLocation(settings.text(.ledger) ?? ""), connection: connection)
        examinations.append(Examination(subject: "ledger", limit: .seconds(40)) { await ledger.results() })
        examinations.append(Examination(subject: "rulebooks") { MachineExamination.rulebooks(rulebooks) })
        return examinations + self.local(version)
    }
}
