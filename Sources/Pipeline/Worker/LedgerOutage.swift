internal import AMQP
internal import Ledger
internal import Logging
internal import Synchronization

/// Tells once that the ledger fails, again when the reason changes, and once that it works.
///
/// Whoever uses the ledger reports here, so that a long outage fills no log, however many wait for it.
final class LedgerOutage: Sendable {
    /// Who uses the ledger.
    ///
    /// Reading may succeed while writing fails, so it works when it works for all who complained.
    enum User: Hashable {
        case settlement
        case gate
        case outbox
    }

    private struct State {
        var complaints: Set<User> = []
        var failures = 0
        var told: String?
    }

    private let logger: Logger
    private let telemetry: WorkerTelemetry
    private let state = Mutex(State())
    private let recoveries: AsyncStream<Void>.Continuation
    /// Rings each time that the ledger works again.
    let recovered: AsyncStream<Void>

    init(logger: Logger, telemetry: WorkerTelemetry = .none) {
        self.logger = logger
        self.telemetry = telemetry
        (self.recovered, self.recoveries) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// An attempt failed; the next one comes after `nextIn`.
    func failed(_ user: User, _ fault: LedgerFault, nextIn delay: Duration) {
        let (isNews, failures) = self.state.withLock { state in
            state.complaints.insert(user)
            state.failures += 1
            defer { state.told = fault.message }
            return (state.told != fault.message, state.failures)
        }
        self.telemetry.ledgerFailed(fault)
        let words = "the ledger failed, nothing is acknowledged and it is tried again"
        let metadata: Logger.Metadata = ["failures": .string(String(failures))]
        if isNews {
            self.logger.error("\(words), with growing delays: \(fault)", metadata: metadata)
        } else {
            self.logger.debug("\(words) in \(delay.rounded): \(fault)", metadata: metadata)
        }
    }

    /// An attempt succeeded.
    func worked(_ user: User) {
        let failures = self.state.withLock { state in
            guard state.complaints.remove(user) != nil, state.complaints.isEmpty else { return 0 }
            defer { state = State() }
            return state.failures
        }
        guard failures > 0 else { return }
        self.telemetry.ledgerWorks()
        self.logger.notice("the ledger works again", metadata: ["failures": .string(String(failures))])
        self.recoveries.yield()
    }
}
