internal import Synchronization
internal import Telemetry

/// Looks once a second how much is in hand, and whether those answer who have to.
///
/// Each is asked by a task of its own, so that one that does not answer holds up nobody else, and shows.
struct WorkSampler: Sendable {
    /// How far the settlement is.
    struct Pulse: Sendable {
        /// Deliveries that have ended.
        var finished = 0
        /// Whether it waits for the ledger, the broker, or a time to come.
        var isWaiting = false
    }

    private struct State {
        var inHand = 0
        var pulse = Pulse()
        var estimate = DrainEstimate()
    }

    let telemetry: WorkerTelemetry
    /// How long a stop may take.
    let limit: Duration
    /// Deliveries that are not acknowledged, by queue.
    let inFlight: @Sendable () async -> [String: Int]
    /// Messages without the broker's answer.
    let unsettled: @Sendable () async -> Int
    let pulse: @Sendable () async -> Pulse

    /// Looks until cancelled.
    func run() async {
        let box = StateBox()
        await withDiscardingTaskGroup { group in
            group.addTask {
                await Self.eachSecond {
                    let counts = await self.inFlight()
                    box.state.withLock { $0.inHand = counts.values.reduce(0, +) }
                    self.telemetry.queues.inFlight(counts)
                    self.telemetry.tell(.answered(.consumer))
                }
            }
            group.addTask {
                await Self.eachSecond {
                    self.telemetry.confirmsOutstanding(await self.unsettled())
                    self.telemetry.tell(.answered(.publisher))
                }
            }
            group.addTask {
                await Self.eachSecond {
                    let pulse = await self.pulse()
                    box.state.withLock { $0.pulse = pulse }
                    self.telemetry.tell(.answered(.settlement))
                }
            }
            group.addTask {
                await Self.eachSecond { self.telemetry.tell(.progress(box.progress(limit: self.limit))) }
            }
        }
    }

    private static func eachSecond(_ body: () async -> Void) async {
        while !Task.isCancelled {
            await body()
            try? await Task.sleep(for: .seconds(1))
        }
    }

    /// What was seen last.
    private final class StateBox: Sendable {
        let state = Mutex(State())

        func progress(limit: Duration) -> HealthEvent.Progress {
            self.state.withLock { state in
                HealthEvent.Progress(
                    inHand: state.inHand,
                    finished: state.pulse.finished,
                    isWaiting: state.pulse.isWaiting,
                    estimate: state.estimate.second(finished: state.pulse.finished, inHand: state.inHand),
                    limit: limit
                )
            }
        }
    }
}
