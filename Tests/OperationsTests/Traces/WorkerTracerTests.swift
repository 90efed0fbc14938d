import Messages
import Testing
import Tracing

@testable import Operations

@Suite("The tracer")
struct WorkerTracerTests {
    private struct Carrier: Extractor, Injector {
        func extract(key: String, from carrier: [String: String]) -> String? { carrier[key] }
        func inject(_ value: String, forKey key: String, into carrier: inout [String: String]) { carrier[key] = value }
    }

    private let buffer = SpanBuffer(capacity: 4)

    private func tracer(share: Double = 1) -> WorkerTracer {
        WorkerTracer(TraceSampler(share: share), buffer: self.buffer)
    }

    private func context(_ headers: [String: String], _ tracer: WorkerTracer) -> InstrumentationContext {
        var context = InstrumentationContext.topLevel
        tracer.extract(headers, into: &context, using: Carrier())
        return context
    }

    private func headers(_ span: WorkerSpan, _ tracer: WorkerTracer) -> [String: String] {
        var headers: [String: String] = [:]
        tracer.inject(span.context, into: &headers, using: Carrier())
        return headers
    }

    @Test func aSpanContinuesTheTraceThatCameIn() throws {
        let tracer = self.tracer(share: 0)
        let incoming = [
            "traceparent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "tracestate": "congo=1",
        ]
        let span = tracer.startSpan("a", context: self.context(incoming, tracer), ofKind: .consumer)
        let child = tracer.startSpan("b", context: span.context, ofKind: .producer)
        let outgoing = self.headers(child, tracer)
        child.end()
        span.end()
        span.end()
        let records = self.buffer.take(9)
        #expect(records.map(\.name) == ["b", "a"])
        #expect(Set(records.map(\.context.trace.description)) == ["0af7651916cd43dd8448eb211c80319c"])
        #expect(records[1].parent == 0xb7ad_6b71_6920_3331)
        #expect(records[0].parent == records[1].context.span)
        #expect(outgoing == ["traceparent": records[0].context.description, "tracestate": "congo=1"])
    }

    @Test func aTraceThatOthersDoNotKeepIsPassedOnAsItCame() {
        let tracer = self.tracer()
        let incoming = ["traceparent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00"]
        let span = tracer.startSpan("a", context: self.context(incoming, tracer))
        #expect(!span.isRecording)
        #expect(self.headers(span, tracer) == incoming)
        span.attributes["x"] = 1
        span.end()
        #expect(self.buffer.take(9).isEmpty)
    }

    @Test func withoutATraceOneBegins() throws {
        for (share, isSampled) in [(1.0, true), (0.0, false)] {
            let tracer = self.tracer(share: share)
            let rubbish = ["traceparent": "00-1-2-01", "tracestate": "congo=1"]
            let span = tracer.startSpan("a", context: self.context(rubbish, tracer))
            let outgoing = self.headers(span, tracer)
            #expect(TraceContext(try #require(outgoing["traceparent"]))?.isSampled == isSampled)
            #expect(outgoing["tracestate"] == nil)
            #expect(span.isRecording == isSampled)
        }
    }

    @Test func whatIsToldOfASpanIsKeptUntilItsEnd() throws {
        let tracer = self.tracer()
        let other = tracer.startSpan("other", context: .topLevel)
        let span = tracer.startSpan("a", context: .topLevel, at: DefaultTracerClock.Timestamp(nanosecondsSinceEpoch: 7))
        span.operationName = "b"
        span.attributes["n"] = 3
        span.addEvent(SpanEvent(name: "retry"))
        span.addLink(SpanLink(context: other.context, attributes: [:]))
        span.setStatus(SpanStatus(code: .error, message: "m"))
        struct Wrong: Error { let name = "Ottilie Brandvold" }
        span.recordError(Wrong())
        // The clock was set back.
        span.end(at: DefaultTracerClock.Timestamp(nanosecondsSinceEpoch: 5))
        span.attributes["late"] = 1
        let record = try #require(self.buffer.take(9).first)
        #expect(record.name == "b" && record.start == 7 && record.end == 7)
        #expect(record.attributes == ["n": 3])
        #expect(record.events.map(\.name) == ["retry", "exception"])
        #expect(record.events.last?.attributes == ["exception.type": "Wrong"])
        #expect(record.links == [other.context.traceContext])
        #expect(record.status == SpanStatus(code: .error, message: "m"))
    }

    @Test func whatFindsNoRoomIsDroppedAndCounted() {
        let tracer = self.tracer()
        for number in 1...6 { tracer.startSpan("\(number)", context: .topLevel).end() }
        #expect(self.buffer.dropped == 2)
        #expect(self.buffer.take(3).map(\.name) == ["1", "2", "3"])
        #expect(self.buffer.take(3).map(\.name) == ["4"])
    }
}
