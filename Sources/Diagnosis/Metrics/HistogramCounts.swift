/// How many observations a histogram has up to each bound.
public struct HistogramCounts: Sendable, Equatable {
    /// Bounds with the count of all observations that are no larger, the bounds growing; the last is infinite.
    public private(set) var buckets: [(bound: Double, count: Double)] = []

    /// Two are equal if bounds and counts are.
    public static func == (left: HistogramCounts, right: HistogramCounts) -> Bool {
        left.buckets.elementsEqual(right.buckets) { $0.bound == $1.bound && $0.count == $1.count }
    }

    /// Counts of bounds.
    public init(_ buckets: [(bound: Double, count: Double)]) {
        self.buckets = buckets.sorted { $0.bound < $1.bound }
    }

    /// Reads a histogram's buckets off a page, summed over all labels but these.
    public init(_ name: String, in page: MetricsPage, where labels: [String: String] = [:]) {
        var counts: [Double: Double] = [:]
        for sample in page["\(name)_bucket"] where labels.allSatisfy({ sample.labels[$0.key] == $0.value }) {
            guard let text = sample.labels["le"], let bound = text == "+Inf" ? .infinity : Double(text) else {
                continue
            }
            counts[bound, default: 0] += sample.value.isFinite ? sample.value : 0
        }
        self.init(counts.map { ($0.key, $0.value) })
    }

    /// All observations.
    public var count: Double { self.buckets.last?.count ?? 0 }

    /// What was added since an earlier reading; all of it if the counts began anew meanwhile.
    public func since(_ earlier: HistogramCounts) -> HistogramCounts {
        let before = Dictionary(earlier.buckets.map { ($0.bound, $0.count) }) { $1 }
        let isAnew = self.buckets.contains { $0.count < before[$0.bound] ?? 0 }
        return isAnew ? self : HistogramCounts(self.buckets.map { ($0.bound, $0.count - (before[$0.bound] ?? 0)) })
    }

    /// Both together.
    ///
    /// Where their bounds differ, each of one counts for what the other had up to it.
    public func adding(_ other: HistogramCounts) -> HistogramCounts {
        let bounds = Set(self.buckets.map(\.bound)).union(other.buckets.map(\.bound)).sorted()
        return HistogramCounts(bounds.map { ($0, self.count(upTo: $0) + other.count(upTo: $0)) })
    }

    private func count(upTo bound: Double) -> Double { self.buckets.last { $0.bound <= bound }?.count ?? 0 }

    /// The value that this share of observations does not exceed, in the histogram's unit.
    ///
    /// Within a bucket values are taken to be spread evenly, and beyond the last bound to be at it, as Prometheus's
    /// `histogram_quantile` does.
    ///
    /// - Parameter share: From 0 to 1.
    /// - Returns: `nil` without observations.
    public func quantile(_ share: Double) -> Double? {
        guard self.count > 0 else { return nil }
        let rank = share * self.count
        var (bound, count) = (0.0, 0.0)
        for bucket in self.buckets {
            if bucket.count >= rank, bucket.count > count {
                guard bucket.bound.isFinite else { return bound }
                let part = max(rank - count, 0) / (bucket.count - count)
                return bound + (bucket.bound - bound) * part
            }
            (bound, count) = (max(bucket.bound, 0), bucket.count)
        }
        return bound.isFinite ? bound : nil
    }
}
