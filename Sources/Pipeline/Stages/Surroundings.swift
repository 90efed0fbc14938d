internal import AMQP
internal import Logging

/// What several stages need to know or to reach.
struct Surroundings: Sendable {
    let configuration: WorkerConfiguration
    let ladder: RetryLadder
    let gate: CarefulGate
    let retryWatch: RetryWatch
    let outage: LedgerOutage
    let logger: Logger
    let log: DecisionLog
    let telemetry: WorkerTelemetry
    let traces: WorkTraces

    var backoff: Backoff { self.configuration.backoff }
    var stopPoints: StopPoints { self.configuration.stopPoints }
}
