import Foundation
import Messages
import Testing
import Tracing

@testable import Operations

@Suite("OTLP/JSON")
struct TraceDocumentTests {
    private let context = TraceContext(trace: TraceContext.TraceID(high: 10, low: 11), span: 12, isSampled: true)

    private func written(_ spans: [SpanRecord]) throws -> String {
        let source = TraceDocument.Source(version: "1.2.3", host: "box", pid: 7)
        return String(decoding: TraceDocument(source: source).bytes(spans), as: UTF8.self)
    }

    @Test func aSpanHasWhatCollectorsAskFor() throws {
        var span = SpanRecord(context: self.context, parent: 9, name: "process q", kind: .consumer, start: 1)
        span.end = 18_000_000_000_000_000_000
        span.attributes = ["z": "text \"quoted\"", "a": 5, "b": true, "d": 0.5]
        span.events = [SpanEvent(name: "retry", at: DefaultTracerClock.Timestamp(nanosecondsSinceEpoch: 4))]
        span.links = [self.context]
        span.status = SpanStatus(code: .error, message: "ledger-fault")
        let text = try self.written([span])
        let expected = """
            "spans":[{"traceId":"000000000000000a000000000000000b","spanId":"000000000000000c",\
            "parentSpanId":"0000000000000009","name":"process q","kind":5,"startTimeUnixNano":"1",\
            "endTimeUnixNano":"18000000000000000000","attributes":[{"key":"a","value":{"intValue":"5"}},\
            {"key":"b","value":{"boolValue":true}},{"key":"d","value":{"doubleValue":0.5}},\
            {"key":"z","value":{"stringValue":"text \\"quoted\\""}}],\
            "events":[{"timeUnixNano":"4","name":"retry"}],\
            "links":[{"traceId":"000000000000000a000000000000000b","spanId":"000000000000000c"}],\
            "status":{"code":2,"message":"ledger-fault"}}]
            """
        #expect(text.contains(expected))
        #expect(!text.contains("\n"))
    }

    @Test func theResourceSaysWhoWroteIt() throws {
        let text = try self.written([])
        let document = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: [[String: Any]]]
        let resource = document?["resourceSpans"]?.first?["resource"] as? [String: [[String: Any]]]
        let names = resource?["attributes"]?.compactMap { $0["key"] as? String }
        #expect(names == ["host.name", "process.pid", "service.instance.id", "service.name", "service.version"])
    }

    @Test func withoutAParentItIsTheFirstOfItsTrace() throws {
        let span = SpanRecord(context: self.context, parent: nil, name: "x", kind: .internal, start: 1)
        let text = try self.written([span])
        #expect(!text.contains("parentSpanId") && !text.contains("status") && !text.contains("\"events\""))
    }
}
