internal import CoreMetrics
internal import Foundation
internal import Glibc
internal import Synchronization
internal import Telemetry

/// Brings the metrics of the process itself up to date whenever they are asked for.
public final class ProcessCollector: Sendable {
    private let processor: FloatingPointCounter
    private let memory: Gauge
    private let files: Gauge
    private let start: Gauge
    private let told = Mutex(0.0)

    /// Adds the process's metrics to a registry.
    ///
    /// - Parameter version: The version that runs.
    @discardableResult
    public init(_ registry: PrometheusRegistry, version: String) {
        self.processor = Metric.processorSeconds.sum(in: registry)
        self.memory = Metric.residentMemory.gauge(in: registry)
        self.files = Metric.openFiles.gauge(in: registry)
        self.start = Metric.startTime.gauge(in: registry)
        Metric.buildInfo.gauge(version, in: registry).record(1)
        registry.onCollect { self.collect() }
    }

    private func collect() {
        let figures = ProcessFigures(
            process: Self.text("/proc/self/stat"),
            system: Self.text("/proc/stat"),
            ticks: sysconf(Int32(_SC_CLK_TCK)),
            pageSize: sysconf(Int32(_SC_PAGESIZE))
        )
        if let figures {
            let more = self.told.withLock { told in
                defer { told = max(told, figures.processorSeconds) }
                return max(0, figures.processorSeconds - told)
            }
            self.processor.increment(by: more)
            self.memory.record(figures.residentBytes)
            self.start.record(figures.startTime)
        }
        // Looking takes one itself.
        let open = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count - 1
        if let open { self.files.record(open) }
    }

    private static func text(_ path: String) -> String {
        guard let file = FileHandle(forReadingAtPath: path), let data = try? file.readToEnd() else { return "" }
        return String(bytes: data, encoding: .utf8) ?? ""
    }
}
