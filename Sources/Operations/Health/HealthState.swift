public import Telemetry

/// How a worker is, as a value that is fed by events.
///
/// It is *ready* if it can take work. It is *alive* unless nothing but a new process would help: what is away comes back
/// by itself, so only a part that does not answer, or work that stands still though nothing is in its way, ends a life.
public struct HealthState: Sendable {
    /// After how many seconds without an answer or a step a part counts as stuck.
    public static let patience = 60

    private var programs = 0
    private var refusedRulebooks: String?
    private var ledgerProblem: String? = "the ledger is not open yet"
    /// Why the broker can't be used, by connection; both are there while a worker runs.
    private var links: [HealthEvent.Connection: String] = [:]
    private var publishingProblem: String?
    private var blockedReason: String?
    /// The queues to consume from, each with why nothing comes from it.
    private var queues: [(name: String, problem: String?)] = []
    private var isRunning = false
    /// Whether the worker takes nothing new.
    public private(set) var isDraining = false
    private var progress = HealthEvent.Progress(
        inHand: 0,
        finished: 0,
        isWaiting: false,
        estimate: .zero,
        limit: .zero
    )
    /// Seconds without an answer, by part.
    private var silence: [HealthEvent.Part: Int] = [:]
    /// Seconds without a step.
    private var standstill = 0

    /// Of a process that has just started.
    public init() {}

    /// Takes note of what happened.
    public mutating func apply(_ event: HealthEvent) {
        switch event {
        case .rulebooksLoaded(let programs):
            self.programs = programs
            self.refusedRulebooks = nil
        case .rulebooksRefused(let reason): self.refusedRulebooks = reason
        case .ledgerWorks: self.ledgerProblem = nil
        case .ledgerFailed(let reason): self.ledgerProblem = reason
        case .started(let queues): self.begin(queues)
        case .unreachable(let reason):
            for connection in HealthEvent.Connection.allCases { self.links[connection] = reason }
        case .connected(let connection): self.links[connection] = nil
        case .disconnected(let connection, let reason): self.lost(connection, reason)
        case .consuming(let queue): self.set(queue, nil)
        case .notConsuming(let queue, let reason): self.set(queue, reason)
        case .publishing: self.publishingProblem = nil
        case .notPublishing(let reason): self.publishingProblem = reason
        case .blocked(let reason): self.blockedReason = reason
        case .unblocked: self.blockedReason = nil
        case .draining: self.isDraining = true
        case .ended: self.end()
        case .answered(let part): self.silence[part] = 0
        case .progress(let progress): self.second(progress)
        }
    }

    private mutating func begin(_ queues: [String]) {
        self.isRunning = true
        self.isDraining = false
        self.queues = queues.map { ($0, "not consumed from yet") }
        for connection in HealthEvent.Connection.allCases { self.links[connection] = "not connected yet" }
        self.publishingProblem = "no channel is open yet"
        self.blockedReason = nil
        self.silence = [:]
        self.standstill = 0
    }

    private mutating func end() {
        self.isRunning = false
        self.silence = [:]
        self.standstill = 0
        self.progress.inHand = 0
        self.progress.estimate = .zero
    }

    private mutating func lost(_ connection: HealthEvent.Connection, _ reason: String) {
        self.links[connection] = reason
        switch connection {
        case .consuming: for index in self.queues.indices { self.queues[index].problem = "not connected" }
        case .publishing: (self.publishingProblem, self.blockedReason) = ("no channel is open yet", nil)
        }
    }

    private mutating func set(_ queue: String, _ problem: String?) {
        for index in self.queues.indices where self.queues[index].name == queue {
            self.queues[index].problem = problem
        }
    }

    /// Another second has passed.
    private mutating func second(_ progress: HealthEvent.Progress) {
        let hasMoved = progress.finished != self.progress.finished || progress.inHand == 0
        let isExcused = progress.isWaiting || self.ledgerProblem != nil || self.brokerProblem != nil
        self.standstill = hasMoved || isExcused ? 0 : self.standstill + 1
        for part in self.silence.keys { self.silence[part]? += 1 }
        self.progress = progress
    }

    // MARK: What comes of it

    /// How a part is.
    public func finding(_ check: HealthCheck) -> HealthCheck.Finding {
        switch check {
        case .broker: .init(problem: self.brokerProblem)
        case .ledger: .init(problem: self.ledgerProblem)
        case .rulebooks:
            self.programs > 0
                ? .init(note: self.refusedRulebooks.map { "a change is refused, what was before is in force: \($0)" })
                : .init(problem: "no rulebook is loaded")
        case .deliveries: .init(problem: self.deliveryProblem)
        }
    }

    /// Whether the worker can take work.
    public var isReady: Bool { HealthCheck.allCases.allSatisfy { self.finding($0).isWell } }

    /// Whether a stop would finish what is in hand in time.
    public var isSafeToStop: Bool {
        if self.progress.inHand == 0 { return true }
        return self.ledgerProblem == nil && self.brokerProblem == nil && self.progress.estimate <= self.progress.limit
    }

    /// How long it would take to finish what is in hand.
    public var drainEstimate: Duration { self.progress.estimate }

    /// Why nothing but a new process would help; `nil` if the process can be left alone.
    public var deadlock: String? {
        if let part = HealthEvent.Part.allCases.first(where: { (self.silence[$0] ?? 0) >= Self.patience }) {
            return "the \(part.rawValue) has not answered for \(Self.patience) seconds"
        }
        guard self.standstill >= Self.patience else { return nil }
        return "\(self.progress.inHand) deliveries are in hand, and none has ended for \(Self.patience) seconds"
    }

    private var brokerProblem: String? {
        guard self.isRunning else { return self.isDraining ? "the worker has stopped" : "the worker has not begun yet" }
        if let reason = self.links[.consuming] ?? self.links[.publishing] { return "not connected: \(reason)" }
        if let reason = self.publishingProblem { return "nothing can be published: \(reason)" }
        return self.blockedReason.map { "the broker takes no messages (\($0)): it needs room" }
    }

    private var deliveryProblem: String? {
        if self.isDraining { return "the worker is stopping: it finishes what is in hand and takes nothing new" }
        guard self.isRunning else { return "the worker has not begun yet" }
        let problems = self.queues.compactMap { queue in queue.problem.map { "\(queue.name): \($0)" } }
        return problems.isEmpty ? nil : problems.joined(separator: "; ")
    }
}
