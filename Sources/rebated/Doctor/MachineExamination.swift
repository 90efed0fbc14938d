internal import AMQP
internal import Diagnosis
internal import FEEL
internal import Ledger
internal import Messages
internal import Pipeline
internal import PostgreSQL
internal import Rulebook

/// Looks at what is on this machine: rulebooks, libraries, workers, the clock.
enum MachineExamination {
    /// The rulebooks, and what they are.
    static func rulebooks(_ outcome: Result<(shelf: RulebookShelf, warnings: [RulebookDiagnostic]), RulebookFault>?)
        -> [CheckResult]
    {
        switch outcome {
        case .success(let loaded):
            guard let today = CalendarDate(Today.date) else { return [] }
            return RulebookJudgement.check(loaded.shelf, warnings: loaded.warnings, today: today)
        case .failure(let fault):
            return [RulebookJudgement.check(fault), .skipped("rulebook dates", "needs “rulebooks”")]
        case nil:
            return [
                .fault(
                    "rulebooks",
                    "their folder does not answer",
                    remedy: "see whether its disk hangs: `ls` of the folder of --rulebooks"
                )
            ]
        }
    }

    /// What this process runs with.
    static func versions(_ program: String) -> [CheckResult] {
        [
            LibraryJudgement.check(
                program: program,
                librabbitmq: AMQP.LibraryVersions.librabbitmq,
                libpq: PostgreSQL.LibraryVersion.libpq,
                others: [("OpenSSL", AMQP.LibraryVersions.openSSL), ("SQLite", FileSurvey.libraryVersion)]
            )
        ]
    }

    /// The broker's clock, as its management API tells it.
    static func clock(_ management: ManagementAPI?) async -> [CheckResult] {
        let name = "broker clock"
        guard let management else {
            return [
                .skipped(
                    name,
                    "can't be seen over AMQP",
                    remedy: "name the management API: --management http://HOST:15672"
                )
            ]
        }
        let before = Instant.present.milliseconds
        do throws(ManagementFault) {
            let date = try await management.date()
            guard let seconds = HTTPDate.seconds(date) else {
                return [.skipped(name, "the broker's date can't be read")]
            }
            // Told in whole seconds, somewhere in the question's time.
            let after = Instant.present.milliseconds
            let ahead = seconds * 1_000 + 500 - (before + (after - before) / 2)
            return [ClockJudgement.check(name, ahead: ahead, of: "the broker", precision: 500 + (after - before) / 2)]
        } catch { return [.skipped(name, "\(error)")] }
    }

    /// The workers whose addresses are named, or that are found.
    static func workers(_ named: [String], version: String) async -> [CheckResult] {
        let addresses = named.isEmpty ? WorkerAddress.usual : named.map(WorkerAddress.init)
        let probes = await withTaskGroup(of: (Int, WorkerJudgement.Probe).self) { group in
            for (place, address) in addresses.enumerated() {
                group.addTask { (place, await address.probe()) }
            }
            var found: [(Int, WorkerJudgement.Probe)] = []
            for await probe in group { found.append(probe) }
            return found.sorted { $0.0 < $1.0 }.map(\.1)
        }
        return WorkerJudgement.check(probes, isAsked: !named.isEmpty, version: version)
    }
}
