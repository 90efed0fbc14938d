public import AMQP
internal import JSON
public import Ledger
public import Messages
internal import Synchronization

/// The line on which answers go to the workers: publishes one, and waits for what the ledger or a worker says to it.
///
/// The ledger is only read. A queue of its own, which the broker removes when nobody uses it, takes the rejections.
public final class AnswerLine: Sendable {
    private let connection: ConnectionConfiguration
    private let ledger: any Ledger
    private let queue: String
    private let publisher: Publisher
    private let consumer: Consumer
    /// Rejections that came, by trace; only of answers that are being waited for.
    private let rejections = Mutex<[String: String]>([:])
    private let now: @Sendable () -> Instant
    private let patience: Duration

    /// A line; nothing happens before ``run()``.
    ///
    /// - Parameters:
    ///   - patience: How long to wait for a worker.
    ///   - now: The clock.
    ///   - onEvent: Hears of everything that happens to the connections.
    public init(
        _ connection: ConnectionConfiguration,
        ledger: any Ledger,
        patience: Duration = .seconds(10),
        now: @escaping @Sendable () -> Instant,
        onEvent: @escaping @Sendable (LinkEvent) -> Void
    ) {
        self.connection = connection
        self.ledger = ledger
        self.patience = patience
        self.now = now
        self.queue = RejectionQueue.makeName(user: connection.urls.first?.user ?? "guest")
        self.publisher = Publisher(connection, onEvent: onEvent)
        self.consumer = Consumer(connection, subscriptions: [Subscription(queue: self.queue)]) { event in
            // Without the queue an answer's end is still seen in the ledger.
            if case .subscriptionFailed = event { return }
            onEvent(event)
        }
    }

    /// The user that the broker vouches for.
    public var user: String { self.connection.urls.first?.user ?? "guest" }

    /// Serves ``send(_:of:)`` until ``stop()`` or cancellation.
    public func run() async throws(AMQPError) {
        try? await self.listen(to: [])
        let listening = Task { await self.takeRejections() }
        let consuming = Task { try await self.consumer.run() }
        // Cancelling this task cancels the run of the publisher; the others follow.
        let result: Result<Void, AMQPError> = await {
            do throws(AMQPError) { return .success(try await self.publisher.run()) } catch { return .failure(error) }
        }()
        self.consumer.stop()
        await self.consumer.close()
        _ = await consuming.result
        await listening.value
        try result.get()
    }

    /// Ends ``run()``.
    public func stop() {
        self.publisher.stop()
        self.consumer.stop()
    }

    /// Publishes an answer and waits until the ledger has it, a worker refuses it, or the patience ends.
    public func send(_ outcome: ReviewOutcome, of key: ApplicationKey) async -> AnswerResult {
        let message = AnswerMessage(outcome, key: key, user: self.user, now: self.now())
        self.rejections.withLock { $0[message.trace] = "" }
        defer { self.rejections.withLock { $0[message.trace] = nil } }
        // A refusal goes to the reviewer, or to the user who spoke in the reviewer's name without being believed.
        let receivers = outcome.reviewer == self.user ? [self.user] : [self.user, outcome.reviewer]
        try? await self.listen(to: receivers)
        switch await self.publisher.publish([message.message], deadline: self.patience).first {
        case .confirmed, nil: return await self.end(of: message, outcome.task)
        case .returned: return .unsent("no queue takes it; `rebated topology apply` makes the queues.")
        case .refused: return .unsent("the queue refused it; it may be full.")
        case .unsettled(let error):
            // It may be there all the same.
            if let result = await self.result(of: message, outcome.task) { return result }
            return .unsent("it is not known whether the broker has it (sending it again does no harm): \(error)")
        }
    }

    private func end(of message: AnswerMessage, _ task: String) async -> AnswerResult {
        let deadline = ContinuousClock.now + self.patience
        var pause = Duration.milliseconds(20)
        while ContinuousClock.now < deadline, !Task.isCancelled {
            if let result = await self.result(of: message, task) { return result }
            try? await Task.sleep(for: pause)
            pause = min(pause * 2, .milliseconds(250))
        }
        return .waiting
    }

    /// What the ledger or a worker says; `nil` while neither says anything.
    private func result(of message: AnswerMessage, _ task: String) async -> AnswerResult? {
        let rejection = self.rejections.withLock { $0[message.trace] }.flatMap { $0.isEmpty ? nil : $0 }
        // A fault of the ledger passes, or the patience ends.
        guard let record = try? await self.ledger.task(task) else { return rejection.map { .refused($0) } }
        switch record.state {
        case .open: return rejection.map { .refused($0) }
        case .superseded: return .refused("a higher revision of the application took its place.")
        case .withdrawn: return .refused("the application was withdrawn.")
        case .completed:
            guard record.answeredBy == message.id else {
                return .refused("already closed: \(Answer(record)?.words ?? "somebody answered it").")
            }
            return await self.recorded(record.key)
        }
    }

    private func recorded(_ key: ApplicationKey) async -> AnswerResult {
        let application = try? await self.ledger.application(key)
        let open = (try? await self.ledger.tasks(of: key))?.count { $0.state == .open } ?? 0
        let decision = application.flatMap { Decision(json: $0.decision) }
        return .recorded(decision?.status, total: decision?.total, openTasks: open)
    }

    /// Sees to it that the queue is there and takes what is refused to any of `receivers`.
    private func listen(to receivers: [String]) async throws(AMQPError) {
        let client = TopologyClient(self.connection)
        do throws(AMQPError) {
            try await client.apply(RejectionQueue.declarations(self.queue, receivers: receivers))
            await client.close()
        } catch {
            await client.close()
            throw error
        }
    }

    private func takeRejections() async {
        for await deliveries in self.consumer.deliveries {
            for delivery in deliveries {
                guard let trace = AnswerMessage.trace(of: delivery.properties) else { continue }
                let data = (try? JSONDocument(parsing: delivery.body))?.root["data"]
                let problem = data?["problem"]?.string ?? "a worker refused it"
                self.rejections.withLock { if $0[trace] != nil { $0[trace] = problem } }
            }
            await self.consumer.acknowledge(deliveries.map(\.receipt))
        }
    }
}
