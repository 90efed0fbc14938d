internal import Foundation
public import Logging

/// Hands the spans of this process over, in batches, and never holds work up.
///
/// A place that is away is tried again with growing delays, so often for one batch; then the batch is dropped and counted.
public actor TraceExporter {
    /// What makes the spans.
    public nonisolated let tracer: WorkerTracer
    private let sink: any SpanSink
    private let document: TraceDocument
    private let buffer: SpanBuffer
    private let logger: Logger
    private let interval: Duration
    private let attempts: Int
    private var report: ExportReport
    private var overflow = 0
    private var isEnding = false
    private var pause: Task<Void, Never>?
    /// Spans in one document, at most.
    private static let batch = 512

    /// An exporter of a worker's traces; nothing is written before ``run()``.
    ///
    /// - Parameters:
    ///   - sampler: Which traces are kept.
    ///   - version: The program's version.
    ///   - logger: Where it is told when the place is away.
    public init(to destination: TraceDestination, sampler: TraceSampler, version: String, logger: Logger) {
        let sink: any SpanSink =
            switch destination {
            case .file(let path): TraceFile(path: path)
            case .collector(let url): TraceCollector(url)
            }
        self.init(sink, sampler: sampler, version: version, buffer: SpanBuffer(), logger: logger)
    }

    init(
        _ sink: any SpanSink,
        sampler: TraceSampler,
        version: String,
        buffer: SpanBuffer,
        interval: Duration = .seconds(1),
        attempts: Int = 4,
        logger: Logger
    ) {
        self.sink = sink
        self.buffer = buffer
        self.tracer = WorkerTracer(sampler, buffer: buffer)
        let process = ProcessInfo.processInfo
        self.document = TraceDocument(
            source: TraceDocument.Source(
                version: version,
                host: process.hostName,
                pid: Int(process.processIdentifier)
            )
        )
        self.report = ExportReport(place: sink.place)
        self.interval = interval
        self.attempts = attempts
        self.logger = logger
    }

    /// Spans that were dropped so far.
    public var lost: Int { self.report.lost + self.buffer.dropped - self.overflow }

    /// Exports until ``stop()``, and then what is left, as far as the place takes it at once.
    public func run() async {
        await withDiscardingTaskGroup { group in
            group.addTask {
                while (try? await Task.sleep(for: self.interval)) != nil { self.buffer.ring() }
            }
            for await _ in self.buffer.rings {
                await self.exportAll()
                if self.isEnding { break }
            }
            group.cancelAll()
        }
        // What ended between the last look and the end.
        await self.exportAll()
        self.report.gaveUp(self.buffer.take(.max).count)
        if let words = self.report.ending() { self.logger.warning("\(words)") }
    }

    /// Lets ``run()`` come to its end.
    public func stop() {
        self.isEnding = true
        self.pause?.cancel()
        self.buffer.ring()
    }

    private func exportAll() async {
        while !Task.isCancelled {
            let spans = self.buffer.take(Self.batch)
            guard !spans.isEmpty, await self.export(spans) else { break }
        }
        let dropped = self.buffer.dropped
        self.report.gaveUp(dropped - self.overflow)
        self.overflow = dropped
        if let words = self.report.news() { self.logger.warning("\(words)") }
    }

    /// - Returns: Whether the place takes more.
    private func export(_ spans: [SpanRecord]) async -> Bool {
        let document = self.document.bytes(spans)
        var failures = 0
        while true {
            do throws(ExportFault) {
                try await self.sink.write(document)
                if let words = self.report.worked() { self.logger.notice("\(words)") }
                return true
            } catch {
                failures += 1
                if let words = self.report.failed(error) { self.logger.warning("\(words)") }
                guard error.isTransient, failures < self.attempts, !self.isEnding else {
                    self.report.gaveUp(spans.count)
                    return false
                }
                await self.wait(failures)
            }
        }
    }

    /// Waits one interval after the first failure, and twice as long after each that follows.
    private func wait(_ failures: Int) async {
        let delay = self.interval * (1 << (failures - 1))
        let pause = Task<Void, Never> { try? await Task.sleep(for: delay) }
        self.pause = pause
        await pause.value
        self.pause = nil
    }
}
