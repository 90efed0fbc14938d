internal import JSON
internal import Messages
internal import Tracing

/// Spans as one OTLP/JSON document, as collectors take them and as a line of a trace file.
///
/// Source: <https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding>: ids in hexadecimal, 64-bit numbers as text.
struct TraceDocument {
    /// What every span of this process comes from.
    struct Source: Sendable {
        /// The program's version.
        let version: String
        /// The machine.
        let host: String
        /// The process.
        let pid: Int
    }

    let source: Source

    /// The document, without a line break.
    func bytes(_ spans: [SpanRecord]) -> [UInt8] {
        var json = JSONWriter(capacity: 512 * (spans.count + 1))
        json.beginObject()
        json.key("resourceSpans")
        json.beginArray()
        json.beginObject()
        json.key("resource")
        json.beginObject()
        Self.write(
            [
                "service.name": "rebated", "service.version": .string(self.source.version),
                "service.instance.id": .string("\(self.source.host):\(self.source.pid)"),
                "host.name": .string(self.source.host), "process.pid": .int64(Int64(self.source.pid)),
            ],
            to: &json
        )
        json.endObject()
        json.key("scopeSpans")
        json.beginArray()
        json.beginObject()
        json.key("scope")
        json.beginObject()
        json.key("name")
        json.value("rebated")
        json.endObject()
        json.key("spans")
        json.beginArray()
        for span in spans { Self.write(span, to: &json) }
        json.endArray()
        json.endObject()
        json.endArray()
        json.endObject()
        json.endArray()
        json.endObject()
        return json.finish()
    }

    private static func write(_ span: SpanRecord, to json: inout JSONWriter) {
        json.beginObject()
        json.key("traceId")
        json.value(span.context.trace.description)
        json.key("spanId")
        json.value(TraceContext.hexadecimal(span.context.span))
        if let parent = span.parent {
            json.key("parentSpanId")
            json.value(TraceContext.hexadecimal(parent))
        }
        json.key("name")
        json.value(span.name)
        json.key("kind")
        json.value(Self.number(span.kind))
        json.key("startTimeUnixNano")
        json.value(String(span.start))
        json.key("endTimeUnixNano")
        json.value(String(span.end))
        Self.write(span.attributes, to: &json)
        if !span.events.isEmpty { Self.write(span.events, to: &json) }
        if !span.links.isEmpty { Self.write(span.links, to: &json) }
        if let status = span.status { Self.write(status, to: &json) }
        json.endObject()
    }

    private static func write(_ events: [SpanEvent], to json: inout JSONWriter) {
        json.key("events")
        json.beginArray()
        for event in events {
            json.beginObject()
            json.key("timeUnixNano")
            json.value(String(event.nanosecondsSinceEpoch))
            json.key("name")
            json.value(event.name)
            self.write(event.attributes, to: &json)
            json.endObject()
        }
        json.endArray()
    }

    private static func write(_ links: [TraceContext], to json: inout JSONWriter) {
        json.key("links")
        json.beginArray()
        for link in links {
            json.beginObject()
            json.key("traceId")
            json.value(link.trace.description)
            json.key("spanId")
            json.value(TraceContext.hexadecimal(link.span))
            json.endObject()
        }
        json.endArray()
    }

    private static func write(_ status: SpanStatus, to json: inout JSONWriter) {
        json.key("status")
        json.beginObject()
        json.key("code")
        switch status.code {
        case .ok: json.value(1)
        case .error: json.value(2)
        }
        if let message = status.message {
            json.key("message")
            json.value(message)
        }
        json.endObject()
    }

    /// Attributes by name, so that equal spans give equal bytes.
    private static func write(_ attributes: SpanAttributes, to json: inout JSONWriter) {
        guard !attributes.isEmpty else { return }
        var pairs: [(name: String, value: SpanAttribute)] = []
        attributes.forEach { name, value in pairs.append((name, value)) }
        json.key("attributes")
        json.beginArray()
        for (name, value) in pairs.sorted(by: { $0.name < $1.name }) {
            json.beginObject()
            json.key("key")
            json.value(name)
            json.key("value")
            json.beginObject()
            self.write(value, to: &json)
            json.endObject()
            json.endObject()
        }
        json.endArray()
    }

    private static func write(_ value: SpanAttribute, to json: inout JSONWriter) {
        switch value {
        case .int32(let number):
            json.key("intValue")
            json.value(String(number))
        case .int64(let number):
            json.key("intValue")
            json.value(String(number))
        case .bool(let truth):
            json.key("boolValue")
            json.value(truth)
        case .double(let number) where number.isFinite:
            json.key("doubleValue")
            json.raw(utf8: "\(number)")
        case .string(let text):
            json.key("stringValue")
            json.value(text)
        case .stringConvertible(let value):
            json.key("stringValue")
            json.value("\(value)")
        // The API forbids to name them all; lists are none of ours.
        default:
            json.key("stringValue")
            json.value("\(value)")
        }
    }

    /// OTLP's `SpanKind`.
    private static func number(_ kind: SpanKind) -> Int {
        switch kind {
        case .internal: 1
        case .server: 2
        case .client: 3
        case .producer: 4
        case .consumer: 5
        }
    }
}
