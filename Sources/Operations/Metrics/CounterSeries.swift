internal import CoreMetrics
internal import Synchronization

/// A count that only grows.
final class CounterSeries: Series, CounterHandler {
    private let count = Atomic<Int64>(0)

    func increment(by amount: Int64) {
        guard amount > 0 else { return }
        self.count.wrappingAdd(amount, ordering: .relaxed)
    }

    func reset() { self.count.store(0, ordering: .relaxed) }

    func write(_ name: String, _ labels: String, to writer: inout ExpositionWriter) {
        writer.sample(name, labels, Double(self.count.load(ordering: .relaxed)))
    }
}
