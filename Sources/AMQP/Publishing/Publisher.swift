internal import Synchronization

/// Publishes with confirms; reconnects by itself until it is stopped.
///
/// It runs on a thread of its own. Messages of many callers leave together; each is settled by the broker's own answer
/// to it, and by nothing else.
public actor Publisher {
    typealias Instant = ContinuousClock.Instant

    nonisolated let thread: IOThread
    nonisolated let requests = PublishRequests()
    nonisolated let stopRequested = Atomic(false)
    nonisolated let cancelRequested = Atomic(false)
    /// The connection's thread.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe self.thread.asUnownedSerialExecutor() }

    let configuration: ConnectionConfiguration
    let windowSize: Int
    let onEvent: @Sendable (LinkEvent) -> Void
    let link: Link
    var state: PublishingState
    var confirms = ConfirmWindow()
    var returns = MessageAssembler<InboundMethod.Returned>(maximumBodySize: 0)
    /// Calls without all their outcomes.
    var batches: [UInt64: PublishBatch] = [:]
    /// Calls that have messages to write, oldest first.
    var unwritten: [PublishBatch] = []
    /// A large body that is written part by part.
    var partial: ArraySlice<UInt8> = []
    /// No call's deadline is earlier.
    var earliestDeadline: Instant?
    /// When the first of the refusals came that have gone on since, and the last of them.
    var refusals: (first: Instant, last: Instant)?
    /// For how long refusals may go on before another connection is tried.
    var refusalPatience: Duration = .seconds(2)
    /// When to open the channel again, or when the broker's answer is overdue.
    var channelDeadline: Instant?
    var isStopping = false
    /// By when everything is settled after a stop.
    var stopDeadline: Instant?
    var runner: CheckedContinuation<Void, Never>?
    var closers: [CheckedContinuation<Void, Never>] = []
    private var lastBatch: UInt64 = 0
    private var hasStarted = false

    /// Makes a publisher; nothing happens before ``run()``.
    ///
    /// - Parameters:
    ///   - configuration: Where to connect.
    ///   - window: The most messages that may await the broker's answer at once.
    ///   - onEvent: Hears of everything that happens to the connection, on its thread.
    public init(
        _ configuration: ConnectionConfiguration,
        window: Int = 1024,
        onEvent: @escaping @Sendable (LinkEvent) -> Void = { _ in }
    ) {
        self.configuration = configuration
        self.windowSize = max(window, 1)
        self.onEvent = onEvent
        self.thread = IOThread(named: "amqp-publish")
        self.link = Link(configuration, thread: self.thread)
        self.state = PublishingState(backoff: configuration.backoff)
        self.thread.onTurn { [weak self] readiness in
            self?.assumeIsolated { $0.turn(readiness) } ?? IOThread.Sleep()
        }
    }

    deinit {
        self.thread.stop()
    }

    /// Connects and serves ``publish(_:deadline:)`` until ``stop()``; returns when the connection is closed.
    ///
    /// Whatever a retry can help is retried and told by an event. Cancelling the task stops the publisher without waiting
    /// for the broker: what it still owes is settled as not known.
    ///
    /// - Throws: ``AMQPError`` if it can't even begin: no address, or a second run.
    public func run() async throws(AMQPError) {
        guard !self.hasStarted else { throw AMQPError(.badConfiguration, "a publisher runs only once") }
        guard !self.configuration.urls.isEmpty else {
            throw AMQPError(.badConfiguration, "no broker address was given")
        }
        self.hasStarted = true
        await withTaskCancellationHandler {
            await withCheckedContinuation { runner in
                self.runner = runner
                if !self.stopRequested.load(ordering: .acquiring) { self.startLink() }
                // The turn that follows this job resumes the runner if there is nothing to do.
            }
        } onCancel: {
            self.cancelRequested.store(true, ordering: .releasing)
            self.stop()
        }
    }

    /// Publishes messages; waits for a connection if there is none, and for the broker's answer to each message.
    ///
    /// Many callers at once are fine; messages of one call are written in order. Cancelling the calling task doesn't
    /// cut this short, because what was sent can't be taken back.
    ///
    /// - Parameters:
    ///   - messages: What to publish.
    ///   - deadline: The most that this may take. A broker that has taken a message and not answered by then gets a new
    ///     connection: without a majority of its nodes it would never answer.
    /// - Returns: One outcome for each message, in their order.
    public nonisolated func publish(
        _ messages: [OutboundMessage],
        deadline: Duration = .seconds(30)
    ) async -> [PublishOutcome] {
        if messages.isEmpty { return [] }
        return await withCheckedContinuation { caller in
            let request = PublishRequests.Request(messages: messages, deadline: .now + deadline, caller: caller)
            if self.requests.add(request) { self.thread.wake() }
        }
    }

    /// Takes over the calls that were handed in since the last time.
    func takeRequests() {
        for request in self.requests.take() {
            self.lastBatch += 1
            let batch = PublishBatch(
                number: self.lastBatch,
                request.messages,
                deadline: request.deadline,
                caller: request.caller
            )
            if self.isStopping {
                batch.settleRest(.unsettled(AMQPError(.stopped, "the publisher was told to stop")))
                continue
            }
            self.batches[batch.number] = batch
            self.unwritten.append(batch)
            self.earliestDeadline = self.earliestDeadline.earlier(request.deadline)
        }
    }

    /// Takes no more messages, then closes the connection.
    ///
    /// What the broker has still to answer for is waited for, until the callers' deadlines; if there is no connection or
    /// the broker is blocked, it is settled as not known at once.
    public nonisolated func stop() {
        self.stopRequested.store(true, ordering: .releasing)
        self.thread.wake()
    }

    /// Stops, and returns when the connection is closed.
    ///
    /// - Parameter limit: The most to wait for answers of the broker; what it still owes then is settled as not known.
    public func close(within limit: Duration = .seconds(30)) async {
        self.takeRequests()
        self.stop()
        self.takeStop(now: .now)
        self.stopDeadline = self.stopDeadline.earlier(.now + limit)
        guard !self.link.isEnded else { return }
        await withCheckedContinuation { self.closers.append($0) }
    }

    /// How many messages were handed in and have no outcome yet.
    public var unsettled: Int {
        self.takeRequests()
        return self.batches.values.reduce(0) { $0 + $1.unsettled }
    }
}
