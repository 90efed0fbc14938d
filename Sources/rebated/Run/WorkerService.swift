internal import Foundation
internal import Logging
internal import Operations
internal import Pipeline
internal import ServiceLifecycle
internal import UnixSignals

/// Runs workers one after the other in one process: SIGHUP replaces the present one, a stop ends the last.
struct WorkerService: Service, CustomStringConvertible {
    private enum Event: Sendable {
        case hangUp
        case tried(WorkerReload.Outcome)
        case ended(Result<Void, any Error>)
        case stop
        case beat
    }

    let first: WorkerSettings
    let reload: WorkerReload
    /// SIGHUPs, heard from the start of the process on.
    let hangUps: UnixSignalsSequence
    let household: Household

    private var logger: Logger { self.household.logger }

    /// What logs of services say: nothing of the settings.
    var description: String { "the worker" }

    func run() async throws {
        let exporter = self.household.exporter
        let exporting = Task { await exporter?.run() }
        let result: Result<Void, any Error>
        do { result = .success(try await self.runWorkers()) } catch { result = .failure(error) }
        // The spans of what was done last are handed over too.
        await exporter?.stop()
        await exporting.value
        try result.get()
    }

    private func runWorkers() async throws {
        let (events, sender) = AsyncStream<Event>.makeStream()
        try await withThrowingTaskGroup(of: Void.self) { group in
            defer { group.cancelAll() }
            group.addTask { for await _ in self.hangUps { sender.yield(.hangUp) } }
            group.addTask {
                try? await gracefulShutdown()
                sender.yield(.stop)
            }
            group.addTask {
                while (try? await Task.sleep(for: RunNotices.interval)) != nil { sender.yield(.beat) }
            }
            func start(_ settings: WorkerSettings) -> WorkerGeneration {
                let generation = WorkerGeneration(settings, self.household)
                group.addTask {
                    let result: Result<Void, any Error>
                    do { result = .success(try await generation.run()) } catch { result = .failure(error) }
                    sender.yield(.ended(result))
                }
                return generation
            }
            try await self.serve(events, sender, start)
        }
    }

    /// Does what comes, one thing after the other.
    private func serve(
        _ events: AsyncStream<Event>,
        _ sender: AsyncStream<Event>.Continuation,
        _ start: (WorkerSettings) -> WorkerGeneration
    ) async throws {
        let health = self.household.monitoring.health
        var notices = RunNotices(status: { health.report.summary }, isAlive: { health.isAlive })
        var state = ReloadState()
        var replacement: WorkerReload.Outcome?
        var present = start(self.first)
        var inForce = self.first.snapshot
        notices.ready()
        for await event in events {
            var actions: [ReloadState.Action] = []
            var result = Result<Void, any Error>.success(())
            switch event {
            case .hangUp: actions = state.hangUp()
            case .tried(let outcome):
                self.household.monitoring.telemetry.reloaded(outcome.result)
                inForce = outcome.inForce
                replacement = outcome.replacement == nil ? nil : outcome
                actions = state.tried(isReplacing: outcome.replacement != nil)
                if !state.isReloading { notices.ready() }
            case .ended(let ending):
                result = ending
                // What a worker failed of is told by ending, also in the middle of a reload.
                if case .failure = ending { actions = [.end] } else { actions = state.workerEnded() }
            case .stop:
                actions = state.stop()
                notices.stopping(within: present.settings.configuration.drain)
                self.endOverdue(after: present.settings.configuration.drain)
            case .beat: notices.beat(state)
            }
            for action in actions {
                switch action {
                case .tryOut:
                    notices.reloading()
                    let (reload, inForce, rulebooks) = (self.reload, inForce, present.rulebooks)
                    // Nobody waits for it where a stop comes meanwhile.
                    Task {
                        let outcome = await reload.run(present: inForce, rulebooks: rulebooks)
                        sender.yield(.tried(outcome))
                    }
                case .drain:
                    if state.isReloading { notices.replacing(within: present.settings.configuration.drain) }
                    await present.drain()
                case .start:
                    guard let outcome = replacement, let settings = outcome.replacement else { continue }
                    present = start(settings)
                    self.logger.notice("the worker goes on with changed settings: \(outcome.names)")
                    notices.ready()
                case .end: return try result.get()
                }
            }
        }
    }

    /// Whoever stops a worker may rely on its end, also where something that it called never returns.
    private func endOverdue(after drain: Duration) {
        let logger = self.logger
        Task {
            guard (try? await Task.sleep(for: drain + .seconds(3))) != nil else { return }
            logger.warning("the ledger or the broker does not let go: ended all the same; nothing is lost by that")
            _exit(0)
        }
    }
}
