internal import Messages
internal import Synchronization
public import Tracing

/// A span of ``WorkerTracer``: one that is kept records what is told of it, any other only passes its context on.
public struct WorkerSpan: Tracing.Span {
    /// What is told of a span until it ends.
    final class Recording: Sendable {
        private let record: Mutex<SpanRecord?>
        private let buffer: SpanBuffer

        init(_ record: SpanRecord, buffer: SpanBuffer) {
            self.record = Mutex(record)
            self.buffer = buffer
        }

        /// Reads what was told; `nil` after the end.
        func read<Value: Sendable>(_ body: (SpanRecord) -> Value) -> Value? {
            self.record.withLock { $0.map(body) }
        }

        /// Takes something down; after the end it is too late.
        func note(_ body: (inout SpanRecord) -> Void) {
            self.record.withLock { record in
                guard var noted = record else { return }
                body(&noted)
                record = noted
            }
        }

        func end(at instant: UInt64) {
            let ended = self.record.withLock { record in
                defer { record = nil }
                return record
            }
            guard var ended else { return }
            ended.end = max(ended.start, instant)
            self.buffer.offer(ended)
        }
    }

    // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
    public let context: InstrumentationContext
    private let recording: Recording?

    init(_ context: InstrumentationContext, _ recording: Recording?) {
        self.context = context
        self.recording = recording
    }

    // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
    public var isRecording: Bool { self.recording?.read { _ in true } ?? false }

    // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
    public var operationName: String {
        get { self.recording?.read(\.name) ?? "" }
        nonmutating set { self.recording?.note { $0.name = newValue } }
    }

    // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
    public var attributes: SpanAttributes {
        get { self.recording?.read(\.attributes) ?? [:] }
        nonmutating set { self.recording?.note { $0.attributes = newValue } }
    }

    // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
    public func setStatus(_ status: SpanStatus) { self.recording?.note { $0.status = status } }

    // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
    public func addEvent(_ event: SpanEvent) { self.recording?.note { $0.events.append(event) } }

    // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
    public func addLink(_ link: SpanLink) {
        guard let linked = link.context.traceContext else { return }
        self.recording?.note { $0.links.append(linked) }
    }

    /// Takes down what kind of error it was; its words may quote a message.
    public func recordError<Instant: TracerInstant>(
        _ error: any Error,
        attributes: SpanAttributes,
        at instant: @autoclosure () -> Instant
    ) {
        guard let recording else { return }
        var attributes = attributes
        attributes["exception.type"] = "\(type(of: error))"
        let event = SpanEvent(name: "exception", at: instant(), attributes: attributes)
        recording.note { $0.events.append(event) }
    }

    /// Ends the span and hands it to the exporter; a second end has no effect.
    public func end<Instant: TracerInstant>(at instant: @autoclosure () -> Instant) {
        guard let recording else { return }
        recording.end(at: instant().nanosecondsSinceEpoch)
    }
}
