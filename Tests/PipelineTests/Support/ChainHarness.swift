import AMQP
import Foundation
import Ledger
import Logging
import Messages
import Rulebook
import Synchronization
import Tracing

@testable import Pipeline

/// The stages between a broker that the test plays and a ledger: deliveries go in, messages and acks come out.
final class ChainHarness: Sendable {
    /// What came out, in order.
    struct Record {
        var published: [OutboundMessage] = []
        var acknowledged: [Receipt] = []
    }

    typealias Answer = @Sendable (OutboundMessage, _ attempt: Int) -> PublishOutcome

    let ledger: any Ledger
    private let chain: StageChain
    private let input: AsyncStream<[Delivery]>.Continuation
    private let reconnection: AsyncStream<Void>.Continuation
    private let state: RecordBox

    /// - Parameter answer: The broker's answer to a message; `attempt` counts from 1 for each message id.
    init(
        ledger: any Ledger,
        telemetry: WorkerTelemetry = .none,
        configure: (inout WorkerConfiguration) -> Void = { _ in },
        logger: Logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
        tracer: (any Tracer)? = nil,
        answer: @escaping Answer = { _, _ in .confirmed }
    ) throws {
        let broker = ConnectionConfiguration(urls: [BrokerURL(host: "nowhere", user: "worker")], name: "test")
        var configuration = WorkerConfiguration(broker: broker)
        configuration.backoff = Backoff(initial: .milliseconds(1), maximum: .milliseconds(2))
        configuration.retryDelays = [("10s", 20), ("1m", 40)]
        configuration.provenRetryQueues = ["rebated.retry.10s", "rebated.retry.1m"]
        configure(&configuration)
        let state = RecordBox()
        let (stream, input) = AsyncStream<[Delivery]>.makeStream()
        let (reconnections, reconnection) = AsyncStream<Void>.makeStream()
        self.ledger = ledger
        self.input = input
        self.reconnection = reconnection
        self.state = state
        self.chain = StageChain(
            configuration,
            deliveries: stream,
            acknowledge: { receipts in state.record.withLock { $0.acknowledged += receipts } },
            publish: { messages in messages.map { message in state.answer(message, answer) } },
            count: { _ in nil },
            reconnections: reconnections,
            ledger: ledger,
            rulebooks: RulebookStand(RulebookShelf(try BundledRulebooks.load())),
            logger: logger,
            log: DecisionLog(logger: logger, batched: { $0() }),
            telemetry: telemetry,
            traces: WorkTraces(tracer)
        )
    }

    var record: Record { self.state.record.withLock { $0 } }

    /// Plays a publisher that is connected, again.
    func connect() { self.reconnection.yield() }

    /// Runs the stages while the body runs; returns when all that it delivered has ended.
    func run(_ body: (_ deliver: ([Delivery]) -> Void) async throws -> Void) async throws {
        async let running: Void = self.chain.run()
        let result: Result<Void, any Error>
        do { result = .success(try await body { self.input.yield($0) }) } catch { result = .failure(error) }
        self.input.finish()
        await running
        try result.get()
    }

    /// Asks until the answer is yes; the time limit of the test ends what never becomes true.
    func until(_ check: (Record) async throws -> Bool) async throws {
        while try await !check(self.record) { try await Task.sleep(for: .milliseconds(2)) }
    }

    /// Delivers everything, and returns when all of it has ended.
    func deliver(_ batches: [[Delivery]]) async {
        for batch in batches { self.input.yield(batch) }
        self.input.finish()
        await self.chain.run()
    }
}

/// What came out so far.
final class RecordBox: Sendable {
    let record = Mutex(ChainHarness.Record())
    private let attempts = Mutex<[String: Int]>([:])

    func answer(_ message: OutboundMessage, _ answer: ChainHarness.Answer) -> PublishOutcome {
        let key = "\(message.exchange) \(message.properties.messageID ?? "")"
        let attempt = self.attempts.withLock { attempts in
            attempts[key, default: 0] += 1
            return attempts[key, default: 0]
        }
        self.record.withLock { $0.published.append(message) }
        return answer(message, attempt)
    }
}
