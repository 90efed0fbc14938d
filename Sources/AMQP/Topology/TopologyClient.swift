/// Declares exchanges, queues and bindings, and tells what is missing or differs.
///
/// It connects when it is first used, and again when it is used after the connection was lost; it doesn't retry. Calls
/// wait for one another.
public actor TopologyClient {
    typealias Instant = ContinuousClock.Instant

    nonisolated let thread: IOThread
    /// The connection's thread.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe self.thread.asUnownedSerialExecutor() }

    let configuration: ConnectionConfiguration
    var link: Link
    var channelIsOpen = false
    /// Who waits for the broker's answer; at most one, see `isBusy`.
    var asking: CheckedContinuation<Result<InboundMethod, AMQPError>, Never>?
    /// By when the answer has to be there.
    var answerBy: Instant?
    /// Why the last connection was lost.
    var lastError: AMQPError?
    var closers: [CheckedContinuation<Void, Never>] = []
    private var isBusy = false
    /// What exists and could not be compared.
    var uncompared: [String] = []
    private var queued: [CheckedContinuation<Void, Never>] = []
    var isClosed = false
    /// Whether a blocked connection answers what is being asked.
    var heedsBlocking = false
    /// The step at which the connection failed last; `nil` if it did not.
    public var failedStage: ConnectionStage? { self.link.failedStage }

    /// Makes a client; nothing happens before it is used.
    public init(_ configuration: ConnectionConfiguration) {
        self.configuration = configuration
        self.thread = IOThread(named: "amqp-topology")
        self.link = Link(configuration, thread: self.thread, isPersistent: false)
        self.thread.onTurn { [weak self] readiness in
            self?.assumeIsolated { $0.turn(readiness) } ?? IOThread.Sleep()
        }
    }

    deinit {
        self.thread.stop()
    }

    /// Declares everything; what exists as it should be stays as it is.
    ///
    /// - Throws: ``AMQPError``: `preconditionFailed` when something exists with other settings, with what differs;
    ///   `accessRefused`; or what went wrong with the connection. What was declared before stays.
    public func apply(_ topology: Topology) async throws(AMQPError) {
        try await self.exclusively { () async throws(AMQPError) in
            for exchange in topology.exchanges {
                try await self.require("exchange '\(exchange.name)'") {
                    $0.declare(exchange, passive: false, channel: Self.channel)
                }
            }
            for queue in topology.queues {
                try await self.require("queue '\(queue.name)'") {
                    $0.declare(queue, passive: false, channel: Self.channel)
                }
            }
            for binding in topology.bindings {
                let subject = "the binding '\(binding.routingKey)' from '\(binding.exchange)' to '\(binding.queue)'"
                try await self.require(subject) { $0.bind(binding, channel: Self.channel) }
            }
        }
    }

    /// Looks whether exchanges and queues exist as they should; creates nothing.
    ///
    /// Settings can be compared only by a user who may declare (`configure`); for others it is enough that the thing
    /// exists. AMQP has no question for bindings: ``apply(_:)`` makes them, and a missing one shows as a returned
    /// message.
    ///
    /// - Returns: What is missing or differs, in words; empty if all is well.
    /// - Throws: ``AMQPError`` if the broker can't be asked.
    public func verify(_ topology: Topology) async throws(AMQPError) -> [TopologyProblem] {
        try await self.inspect(topology).problems
    }

    /// Looks like ``verify(_:)``, and tells what could not be compared because the user may not declare.
    ///
    /// - Returns: What is missing or differs, and the subjects of which only that they exist is known.
    /// - Throws: ``AMQPError`` if the broker can't be asked.
    public func inspect(_ topology: Topology) async throws(AMQPError) -> (
        problems: [TopologyProblem], uncompared: [String]
    ) {
        try await self.exclusively { () async throws(AMQPError) in
            self.uncompared = []
            var problems: [TopologyProblem] = []
            for exchange in topology.exchanges {
                let problem = try await self.problem("exchange '\(exchange.name)'") { writer, passive in
                    writer.declare(exchange, passive: passive, channel: Self.channel)
                }
                if let problem { problems.append(problem) }
            }
            for queue in topology.queues {
                let problem = try await self.problem("queue '\(queue.name)'") { writer, passive in
                    writer.declare(queue, passive: passive, channel: Self.channel)
                }
                if let problem { problems.append(problem) }
            }
            return (problems, self.uncompared)
        }
    }

    /// How many messages of a queue are ready to be delivered, and how many consumers it has.
    ///
    /// Brokers count with some delay, most of all after a restart.
    ///
    /// - Throws: ``AMQPError`` with code `notFound` if the queue doesn't exist.
    public func messageCount(queue: String) async throws(AMQPError) -> (ready: Int, consumers: Int) {
        try await self.exclusively { () async throws(AMQPError) in
            let question = QueueDeclaration(name: queue)
            let answer = try await self.require("queue '\(queue)'") {
                $0.declare(question, passive: true, channel: Self.channel)
            }
            guard case .queueDeclareOk(_, let messages, let consumers) = answer else {
                throw AMQPError(.protocolViolation, "the broker answered a question about a queue with \(answer)")
            }
            return (Int(messages), Int(consumers))
        }
    }

    /// Closes the connection; the client can't be used any more.
    public func close() async {
        self.isClosed = true
        self.closeLink()
        guard !self.link.isEnded else { return }
        await withCheckedContinuation { self.closers.append($0) }
    }

    // MARK: One at a time

    func exclusively<Value>(
        _ body: () async throws(AMQPError) -> Value
    ) async throws(AMQPError) -> Value {
        guard !self.isClosed else { throw AMQPError(.stopped, "the client is closed") }
        if self.isBusy {
            // Whoever leaves hands its turn on, so it stays busy.
            await withCheckedContinuation { self.queued.append($0) }
        }
        self.isBusy = true
        defer {
            if self.queued.isEmpty { self.isBusy = false } else { self.queued.removeFirst().resume() }
        }
        return try await body()
    }
}
