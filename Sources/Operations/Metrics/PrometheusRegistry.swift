public import CoreMetrics
internal import Synchronization
public import Telemetry

/// Keeps the declared metrics, as the backend of swift-metrics, and writes them in Prometheus's text format.
///
/// What is not declared, and what goes beyond the limit of series, is counted nowhere: neither names nor labels that
/// come from outside can fill the memory. Whoever counts often holds its handler: finding it takes a lock, using it
/// takes an atomic operation or a lock of its own.
public final class PrometheusRegistry: MetricsFactory {
    /// The media type of what ``text()`` writes.
    public static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    private let metrics: [String: Metric]
    private let seriesLimit: Int
    /// By the metric's name and the labels' text.
    private let families: Mutex<[String: [String: any Series]]>
    private let collectors = Mutex<[@Sendable () -> Void]>([])

    /// A registry of declared metrics.
    ///
    /// - Parameter seriesLimit: How many series of one metric are kept, at most.
    public init(_ metrics: [Metric] = Metric.all, seriesLimit: Int = 1_000) {
        self.metrics = Dictionary(metrics.map { ($0.name, $0) }) { first, _ in first }
        self.families = Mutex([:])
        self.seriesLimit = seriesLimit
    }

    /// Has a body run before each ``text()``, to bring gauges up to date; it has to be quick.
    public func onCollect(_ body: @escaping @Sendable () -> Void) {
        self.collectors.withLock { $0.append(body) }
    }

    /// All metrics in Prometheus's text format 0.0.4, by name, each with its series in the order of their labels.
    public func text() -> [UInt8] {
        for collect in self.collectors.withLock({ $0 }) { collect() }
        let families = self.families.withLock { $0 }
        var writer = ExpositionWriter()
        for metric in self.metrics.values.sorted(by: { $0.name < $1.name }) {
            writer.head(metric)
            for (labels, series) in (families[metric.name] ?? [:]).sorted(by: { $0.key < $1.key }) {
                series.write(metric.name, labels, to: &writer)
            }
        }
        return writer.bytes
    }

    /// The series of a declared metric, made when it is first asked for.
    ///
    /// - Returns: `nil` if there is to be none, or one of another kind is there.
    private func series<Wanted: Series>(
        _ name: String,
        _ dimensions: [(String, String)],
        _ kind: Metric.Kind,
        _ make: (Metric) -> Wanted
    ) -> Wanted? {
        guard let metric = self.metrics[name], metric.kind == kind, metric.labels == dimensions.map(\.0) else {
            return nil
        }
        let labels = ExpositionWriter.labels(dimensions)
        return self.families.withLock { families in
            if let present = families[name]?[labels] { return present as? Wanted }
            guard families[name]?.count ?? 0 < self.seriesLimit else { return nil }
            let series = make(metric)
            families[name, default: [:]][labels] = series
            return series
        }
    }

    private func destroy(_ handler: AnyObject) {
        self.families.withLock { families in
            for (name, all) in families {
                guard let place = all.first(where: { $0.value === handler }) else { continue }
                families[name]?[place.key] = nil
            }
        }
    }

    // MARK: MetricsFactory

    // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
    public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        self.series(label, dimensions, .counter) { _ in CounterSeries() } ?? NOOPMetricsHandler.instance
    }

    // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
    public func makeFloatingPointCounter(
        label: String,
        dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        self.series(label, dimensions, .counter) { _ in NumberSeries() } ?? NOOPMetricsHandler.instance
    }

    // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
    public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        self.series(label, dimensions, .gauge) { _ in NumberSeries() } ?? NOOPMetricsHandler.instance
    }

    // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
    public func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        if let gauge = self.series(label, dimensions, .gauge, { _ in NumberSeries() }) { return gauge }
        return self.series(label, dimensions, .histogram) { HistogramSeries($0.buckets) } ?? NOOPMetricsHandler.instance
    }

    // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
    public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        self.series(label, dimensions, .histogram) { HistogramSeries($0.buckets) } ?? NOOPMetricsHandler.instance
    }

    // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
    public func destroyCounter(_ handler: any CounterHandler) { self.destroy(handler) }
    // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
    public func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) { self.destroy(handler) }
    // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
    public func destroyMeter(_ handler: any MeterHandler) { self.destroy(handler) }
    // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
    public func destroyRecorder(_ handler: any RecorderHandler) { self.destroy(handler) }
    // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
    public func destroyTimer(_ handler: any TimerHandler) { self.destroy(handler) }
}
