import Foundation
import Logging
import Messages
import Synchronization
import Testing
import Tracing

@testable import Operations

@Suite("Export of traces", .timeLimit(.minutes(1)))
struct TraceExporterTests {
    /// A place that fails as often as it is told.
    private actor Place: SpanSink {
        private var faults: [ExportFault]
        private(set) var documents: [String] = []

        init(faults: [ExportFault] = []) { self.faults = faults }

        nonisolated var place: String { "the place" }

        func write(_ document: [UInt8]) throws(ExportFault) {
            guard self.faults.isEmpty else { throw self.faults.removeFirst() }
            self.documents.append(String(decoding: document, as: UTF8.self))
        }
    }

    private static let away = ExportFault(description: "no answer", isTransient: true)
    private static let refused = ExportFault(description: "answers with status 400", isTransient: false)

    private func exporter(_ place: Place, capacity: Int = 100, _ lines: LogLines = LogLines()) -> TraceExporter {
        TraceExporter(
            place,
            sampler: TraceSampler(share: 1),
            version: "1",
            buffer: SpanBuffer(capacity: capacity),
            interval: .milliseconds(2),
            logger: lines.logger
        )
    }

    private func run(_ exporter: TraceExporter, until check: () async throws -> Bool) async throws {
        async let running: Void = exporter.run()
        while try await !check() { try await Task.sleep(for: .milliseconds(2)) }
        await exporter.stop()
        await running
    }

    @Test func spansArriveAndTheLastOnesAtTheEnd() async throws {
        let place = Place()
        let exporter = self.exporter(place)
        exporter.tracer.startSpan("first", context: .topLevel).end()
        try await self.run(exporter) {
            guard await place.documents.count == 1 else { return false }
            exporter.tracer.startSpan("last", context: .topLevel).end()
            return true
        }
        let written = await place.documents.joined()
        #expect(written.contains("\"first\"") && written.contains("\"last\""))
        #expect(await exporter.lost == 0)
    }

    @Test func aPlaceThatIsAwayIsToldOnceAndTriedAgain() async throws {
        let (place, lines) = (Place(faults: [Self.away, Self.away]), LogLines())
        let exporter = self.exporter(place, lines)
        exporter.tracer.startSpan("a", context: .topLevel).end()
        try await self.run(exporter) { await place.documents.count == 1 }
        #expect(lines.all.map(\.level) == [.warning, .notice])
        #expect(lines.all.first?.text.contains("the place: no answer") == true)
        #expect(lines.all.last?.text.hasSuffix("again; 0 spans were lost") == true)
    }

    @Test func whatIsNotTakenIsDroppedAndCounted() async throws {
        let place = Place(faults: [Self.away, Self.away, Self.away, Self.away, Self.refused])
        let exporter = self.exporter(place)
        exporter.tracer.startSpan("tried four times", context: .topLevel).end()
        try await self.run(exporter) {
            guard await exporter.lost == 1 else { return false }
            exporter.tracer.startSpan("refused at once", context: .topLevel).end()
            while await exporter.lost < 2 { try await Task.sleep(for: .milliseconds(2)) }
            exporter.tracer.startSpan("taken", context: .topLevel).end()
            while await place.documents.isEmpty { try await Task.sleep(for: .milliseconds(2)) }
            return true
        }
        #expect(await place.documents.count == 1)
        #expect(await place.documents.first?.contains("\"taken\"") == true)
    }

    @Test func aStopDoesNotWaitForAPlaceThatIsAway() async throws {
        let (place, lines) = (Place(faults: Array(repeating: Self.away, count: 100)), LogLines())
        let exporter = TraceExporter(
            place,
            sampler: TraceSampler(share: 1),
            version: "1",
            buffer: SpanBuffer(capacity: 4),
            interval: .seconds(600),
            logger: lines.logger
        )
        for _ in 0..<6 { exporter.tracer.startSpan("a", context: .topLevel).end() }
        async let running: Void = exporter.run()
        while lines.all.isEmpty { try await Task.sleep(for: .milliseconds(2)) }
        await exporter.stop()
        await running
        #expect(await exporter.lost == 6)
        #expect(lines.all.last?.text == "6 spans could not be written to the place")
    }

    @Test func aFileGetsALineForEachDocument() async throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("traces-\(UUID()).jsonl").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let file = TraceFile(path: path)
        try await file.write(Array("{1}".utf8))
        try await file.write(Array("{2}".utf8))
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "{1}\n{2}\n")
        await #expect(throws: ExportFault.self) { try await TraceFile(path: path + "/no").write([]) }
    }

    @Test func placesAreReadFromTheSetting() throws {
        #expect(try TraceDestination("off") == nil)
        #expect(try TraceDestination("traces.jsonl") == .file("traces.jsonl"))
        let url = try #require(URL(string: "http://127.0.0.1:4318/v1/traces"))
        #expect(try TraceDestination("http://127.0.0.1:4318") == .collector(url))
        #expect(try TraceDestination("http://127.0.0.1:4318/v1/traces") == .collector(url))
        for text in ["http://", "ftp://host/x", "grpc://127.0.0.1:4317"] {
            #expect(throws: TraceDestination.Mistake.self) { try TraceDestination(text) }
        }
    }
}

/// What was logged.
private final class LogLines: Sendable {
    private struct Handler: LogHandler {
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace
        let lines: LogLines

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { self.metadata[key] }
            set { self.metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            self.lines.state.withLock { $0.append((event.level, event.message.description)) }
        }
    }

    private let state = Mutex<[(level: Logger.Level, text: String)]>([])

    var all: [(level: Logger.Level, text: String)] { self.state.withLock { $0 } }

    var logger: Logger { Logger(label: "t") { _ in Handler(lines: self) } }
}
