internal import Adjudication
internal import CoreMetrics
internal import Messages
internal import Rulebook
internal import Settlement
internal import Synchronization
internal import Telemetry

/// The metrics of all programs that there are rulebooks of: only these become labels, whatever messages name.
final class ProgramBoard: Sendable {
    private struct Edition: Hashable {
        let program: String
        let edition: String
        let digest: String
    }

    private struct State {
        var programs: [String: ProgramMetrics] = [:]
        var limits: [String: Set<String>] = [:]
        var editions: [Edition: Gauge] = [:]
    }

    private let factory: any MetricsFactory
    private let state = Mutex(State())
    /// What belongs to no program that is known.
    private let nobody: ProgramMetrics

    init(_ factory: any MetricsFactory) {
        self.factory = factory
        self.nobody = ProgramMetrics(Names.nobody, limits: [], factory)
    }

    /// These rulebooks are in force.
    func show(_ shelf: RulebookShelf) {
        self.state.withLock { state in
            var editions: Set<Edition> = []
            for program in shelf.programs {
                let rulebooks = shelf.editions(of: program)
                for rulebook in rulebooks {
                    editions.insert(Edition(program: program, edition: rulebook.edition, digest: rulebook.digest))
                }
                // A limit that goes may still count for what is decided again.
                let limits = Set(rulebooks.flatMap { $0.limits.map(\.id) + [$0.budget.id] })
                    .union(state.limits[program] ?? [])
                guard state.programs[program] == nil || state.limits[program] != limits else { continue }
                state.limits[program] = limits
                state.programs[program] = ProgramMetrics(program, limits: limits, self.factory)
            }
            for (edition, gauge) in state.editions where !editions.contains(edition) {
                gauge.destroy()
                state.editions[edition] = nil
            }
            for edition in editions where state.editions[edition] == nil {
                let gauge = Metric.rulebook.gauge(edition.program, edition.edition, edition.digest, in: self.factory)
                gauge.record(1)
                state.editions[edition] = gauge
            }
        }
    }

    /// The metrics of each program.
    var all: [String: ProgramMetrics] { self.state.withLock { $0.programs } }

    /// Counts what became of a batch.
    func settled(_ works: [SettledWork]) {
        let programs = self.all
        for entry in works {
            guard let item = entry.item else { continue }
            let program: ProgramMetrics
            if case .ready(.outcome(let draft, _)) = entry.work.progress {
                // A task's id begins with its program.
                let name = item.program ?? draft.task.map { String($0.prefix { $0 != "/" }) }
                program = programs[name ?? Names.nobody] ?? self.nobody
                let verdict = item.status == "rejected" ? item.status : draft.verdict?.rawValue
                // A copy of an answer is none.
                if let verdict, item.status != "duplicate" { program.reviewed(verdict) }
            } else {
                program = programs[item.program ?? Names.nobody] ?? self.nobody
                program.answered(item.status)
            }
            for reduction in item.reductions { program.reduced(by: reduction.limit, reduction.amount) }
        }
    }

    /// The broker has the decisions of these submissions.
    func confirmed(_ timings: [DeliveryTiming], now: Instant) {
        guard timings.contains(where: { $0.submission != nil }) else { return }
        let programs = self.all
        for timing in timings {
            guard let submission = timing.submission else { continue }
            programs[submission.program]?.confirmed(madeAt: submission.madeAt, now: now.milliseconds)
        }
    }
}
