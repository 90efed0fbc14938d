import AMQP
import Ledger
import Messages
import Testing
import Tracing

@testable import Operations
@testable import Pipeline

@Suite("The spans of a delivery", .timeLimit(.minutes(1)))
struct SpanTests {
    private let buffer = SpanBuffer()

    private func tracer(share: Double = 1) -> WorkerTracer {
        WorkerTracer(TraceSampler(share: share), buffer: self.buffer)
    }

    private func traceparent(_ message: OutboundMessage) -> TraceContext? {
        message.properties[header: "traceparent"]?.text.flatMap { TraceContext($0) }
    }

    private func delivery(_ traceparent: String?, tag: UInt64 = 1) -> Delivery {
        Deliveries.changed(Deliveries.application("A-1", tag: tag)) { headers in
            headers.removeAll { $0.name == "traceparent" }
            if let traceparent { headers.append(Header("traceparent", .text(traceparent))) }
        }
    }

    private func published(_ delivery: Delivery, _ tracer: WorkerTracer?) async throws -> OutboundMessage {
        let harness = try ChainHarness(ledger: SQLiteLedger(), tracer: tracer)
        await harness.deliver([[delivery]])
        return try #require(harness.record.published.first)
    }

    @Test func everyStageIsAChildOfTheDeliveryAndTheDecisionCarriesItOn() async throws {
        let message = try await self.published(Deliveries.application("A-1", tag: 7), self.tracer())
        let spans = self.buffer.take(99)
        let process = try #require(spans.last)
        #expect(process.name == "process rebated.applications" && process.kind == .consumer)
        #expect(process.parent == 0xb7ad_6b71_6920_3331)
        #expect(
            process.attributes == [
                "messaging.system": "rabbitmq", "messaging.operation.type": "process",
                "messaging.operation.name": "consume", "messaging.destination.name": "rebated.applications",
                "messaging.message.id": "m-7", "messaging.rabbitmq.message.delivery_tag": .int64(7),
                "rebated.application": "A-1", "rebated.revision": .int64(1),
                "rebated.program": "efficiency-works", "rebated.status": "approved",
            ]
        )
        let children = spans.dropLast()
        #expect(
            children.map(\.name) == [
                "intake", "eligibility", "calculation", "settlement", "send rebated.decisions",
            ]
        )
        #expect(children.allSatisfy { $0.parent == process.context.span && $0.context.trace == process.context.trace })
        #expect(children.allSatisfy { process.start <= $0.start && $0.start <= $0.end && $0.end <= process.end })
        let send = try #require(children.last)
        #expect(send.kind == .producer && self.traceparent(message) == send.context)
        #expect(process.context.trace.description == "0af7651916cd43dd8448eb211c80319c")
    }

    @Test func onlyTheHeaderOfADecisionTellsWhetherItIsTraced() async throws {
        let delivery = Deliveries.application("A-1", tag: 1)
        let traced = try await self.published(delivery, self.tracer())
        let plain = try await self.published(delivery, nil)
        #expect(traced.properties.messageID == plain.properties.messageID)
        #expect(self.traceparent(traced)?.trace == self.traceparent(plain)?.trace)
        #expect(plain.properties[header: "traceparent"] == delivery.properties[header: "traceparent"])
    }

    @Test func withoutATraceOneBeginsWhereTracesAreOn() async throws {
        let message = try await self.published(self.delivery(nil), self.tracer())
        let process = try #require(self.buffer.take(99).last)
        #expect(process.parent == nil && self.traceparent(message)?.trace == process.context.trace)
        let plain = try await self.published(self.delivery(nil), nil)
        #expect(plain.properties[header: "traceparent"] == nil)
    }

    @Test func ofATraceThatIsNotKeptThereIsNoSpan() async throws {
        let text = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00"
        let message = try await self.published(self.delivery(text), self.tracer())
        #expect(message.properties[header: "traceparent"]?.text == text)
        let begun = try await self.published(self.delivery("rubbish"), self.tracer(share: 0))
        #expect(self.traceparent(begun)?.isSampled == false)
        #expect(self.buffer.take(99).isEmpty)
    }

    @Test func theStateThatVendorsAddGoesAlong() async throws {
        for tracer in [self.tracer(), nil] {
            let delivery = Deliveries.changed(Deliveries.application("A-1", tag: 1)) {
                $0.append(Header("tracestate", "congo=1"))
            }
            let message = try await self.published(delivery, tracer)
            #expect(message.properties[header: "tracestate"] == "congo=1")
        }
    }

    @Test(arguments: [true, false])
    func aMessageThatIsTriedAgainStaysInItsTrace(hasTrace: Bool) async throws {
        let fault = LedgerFault(.other, "passing")
        let ledger = FaultyLedger(try SQLiteLedger(), faults: [fault, fault])
        let harness = try ChainHarness(ledger: ledger, tracer: self.tracer())
        let first = hasTrace ? Deliveries.application("A-1", tag: 1) : self.delivery(nil)
        try await harness.run { deliver in
            deliver([first])
            try await harness.until { $0.acknowledged.count == 1 }
            deliver([Deliveries.returned(try #require(harness.record.published.last), tag: 2)])
            try await harness.until { $0.acknowledged.count == 2 }
        }
        let spans = self.buffer.take(99)
        let attempts = spans.filter { $0.kind == .consumer }
        #expect(Set(spans.map(\.context.trace)).count == 1 && attempts.count == 2)
        #expect(attempts.first?.events.map(\.name) == ["retry"])
        #expect(attempts.first?.status == SpanStatus(code: .error, message: "retry"))
        #expect(attempts.last?.parent == attempts.first?.context.span)
        #expect(attempts.last?.status == nil)
    }

    @Test func whatIsSetAsideSaysWhyAndStaysInItsTrace() async throws {
        let key = ApplicationKey(program: "efficiency-works", application: "A-1")
        let harness = try ChainHarness(
            ledger: FaultyLedger(try SQLiteLedger(), poison: key),
            configure: { $0.retryDelays = [] },
            tracer: self.tracer()
        )
        await harness.deliver([[self.delivery(nil)]])
        let dead = try #require(harness.record.published.last)
        let process = try #require(self.buffer.take(99).last)
        #expect(dead.exchange == "rebated.dead" && self.traceparent(dead) == process.context)
        #expect(process.status == SpanStatus(code: .error, message: "ledger-fault"))
    }

    @Test func whatNobodyPublishedGoesOnInItsTrace() async throws {
        let harness = try ChainHarness(
            ledger: SQLiteLedger(),
            tracer: self.tracer(),
            answer: { _, attempt in attempt == 1 ? .returned(code: 312, text: "NO_ROUTE") : .confirmed }
        )
        try await harness.run { deliver in
            deliver([Deliveries.application("A-1", tag: 1)])
            try await harness.until { $0.acknowledged.count == 1 }
            harness.connect()
            harness.connect()
            try await harness.until { $0.published.count == 2 }
        }
        let sends = self.buffer.take(99).filter { $0.kind == .producer }
        #expect(sends.map(\.status) == [SpanStatus(code: .error, message: "returned"), nil])
        #expect(Set(sends.map(\.context.trace)).count == 1)
        #expect(harness.record.published.map { self.traceparent($0) } == sends.map(\.context))
    }
}
