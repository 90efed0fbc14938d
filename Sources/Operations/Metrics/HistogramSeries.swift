internal import CoreMetrics
internal import Synchronization

/// Observations, counted by size.
final class HistogramSeries: Series, RecorderHandler, TimerHandler {
    private struct State {
        /// One for each bucket, and one for what is larger than all.
        var counts: [UInt64]
        var sum = 0.0
    }

    private let bounds: [Double]
    private let state: Mutex<State>

    /// - Parameter bounds: The upper bounds of the buckets, growing; what is equal to one belongs to it.
    init(_ bounds: [Double]) {
        self.bounds = bounds
        self.state = Mutex(State(counts: Array(repeating: 0, count: bounds.count + 1)))
    }

    func record(_ value: Int64) { self.record(Double(value)) }

    func record(_ value: Double) {
        guard !value.isNaN else { return }
        // A dozen bounds: looking through them takes less than a search.
        let place = self.bounds.firstIndex { value <= $0 } ?? self.bounds.count
        self.state.withLock { state in
            state.counts[place] += 1
            state.sum += value
        }
    }

    func recordNanoseconds(_ duration: Int64) { self.record(Double(duration) / 1e9) }

    func reset() {
        self.state.withLock { $0 = State(counts: Array(repeating: 0, count: self.bounds.count + 1)) }
    }

    func write(_ name: String, _ labels: String, to writer: inout ExpositionWriter) {
        let state = self.state.withLock { $0 }
        let separator = labels.isEmpty ? "" : ","
        var total: UInt64 = 0
        for (count, bound) in zip(state.counts, self.bounds + [.infinity]) {
            total += count
            let limit = ExpositionWriter.number(bound)
            writer.sample(name + "_bucket", "\(labels)\(separator)le=\"\(limit)\"", Double(total))
        }
        writer.sample(name + "_sum", labels, state.sum)
        writer.sample(name + "_count", labels, Double(total))
    }
}
