/// Readings over a while: what is, and how fast it changes.
///
/// Counters are read worker by worker, so that one that begins anew after a restart makes nothing run backwards.
public struct Measurements: Sendable {
    /// Over how many seconds rates are taken: long enough not to flicker.
    public static let rateSpan = 5.0
    /// Over how many seconds quantiles are taken: enough observations, and still the present.
    public static let quantileSpan = 15.0
    /// How many rates the history keeps.
    public static let historyLength = 60

    /// The latest reading; `nil` before the first.
    public var latest: Reading? { self.readings.last }
    /// Applications per second from one reading to the next, the latest last.
    public private(set) var history: [Double] = []
    private var readings: [Reading] = []

    /// No reading yet.
    public init() {}

    /// Takes a reading; what is too old to matter goes.
    public mutating func add(_ reading: Reading) {
        self.readings.append(reading)
        self.readings.removeAll { reading.at - $0.at > Self.quantileSpan + 1 }
        guard self.readings.count > 1 else { return }
        self.history.append(self.rate("rebated_applications_total", over: 0))
        if self.history.count > Self.historyLength { self.history.removeFirst() }
    }

    /// Names of the workers that are known.
    public var workers: [WorkerReading] { self.latest?.workers ?? [] }

    /// The latest pages.
    var pages: [MetricsPage] { self.workers.compactMap(\.page) }

    // MARK: Gauges and totals

    /// The sum over all workers; `nil` if none has it.
    public func sum(_ name: String, where labels: [String: String] = [:], worker: String? = nil) -> Double? {
        let values = self.workers.filter { worker == nil || $0.name == worker }
            .compactMap { $0.page?.sum(name, where: labels) }
        return values.isEmpty ? nil : values.reduce(0, +)
    }

    /// The largest over all workers, for what all of them see alike; `nil` if none has it.
    public func largest(_ name: String, where labels: [String: String] = [:]) -> Double? {
        self.pages.compactMap { $0.sum(name, where: labels) }.max()
    }

    /// The values that a label has in a metric, over all workers.
    public func values(of label: String, in name: String) -> [String] {
        Set(self.pages.flatMap { $0.values(of: label, in: name) }).sorted()
    }

    // MARK: Rates

    /// How much a counter grew per second.
    ///
    /// - Parameters:
    ///   - name: The counter.
    ///   - labels: Only numbers with these.
    ///   - worker: Only this worker's; `nil` for all.
    ///   - span: Over how many seconds at least, as far back as readings go; 0 for the last two readings.
    public func rate(
        _ name: String,
        where labels: [String: String] = [:],
        worker: String? = nil,
        over span: Double = Measurements.rateSpan
    ) -> Double {
        self.pairs(span, worker)
            .reduce(0) { sum, pair in
                let seconds = pair.late.at - pair.early.at
                guard seconds > 0, let late = pair.late.page?.sum(name, where: labels) else { return sum }
                let early = pair.early.page?.sum(name, where: labels) ?? 0
                return sum + (late >= early ? late - early : late) / seconds
            }
    }

    /// How much a counter grew within what is remembered.
    public func increase(_ name: String, where labels: [String: String] = [:]) -> Double {
        self.pairs(Self.quantileSpan, nil)
            .reduce(0) { sum, pair in
                guard let late = pair.late.page?.sum(name, where: labels) else { return sum }
                let early = pair.early.page?.sum(name, where: labels) ?? 0
                return sum + (late >= early ? late - early : late)
            }
    }

    /// A histogram's observations of the last while.
    public func observations(_ name: String, where labels: [String: String] = [:], worker: String? = nil)
        -> HistogramCounts
    {
        self.pairs(Self.quantileSpan, worker)
            .reduce(HistogramCounts([])) { sum, pair in
                guard let late = pair.late.page, let early = pair.early.page else { return sum }
                let counts = HistogramCounts(name, in: late, where: labels)
                return sum.adding(counts.since(HistogramCounts(name, in: early, where: labels)))
            }
    }

    /// Of each worker that answered at last: the latest reading, and the one from so many seconds before.
    private func pairs(_ span: Double, _ worker: String?) -> [(early: WorkerReading, late: WorkerReading)] {
        self.workers.compactMap { late in
            guard late.page != nil, worker == nil || late.name == worker else { return nil }
            let earlier = self.readings.dropLast()
                .compactMap { reading in
                    reading.workers.first { $0.name == late.name && $0.page != nil }
                }
            let early = earlier.last { late.at - $0.at >= span } ?? earlier.first
            return early.map { ($0, late) }
        }
    }
}
