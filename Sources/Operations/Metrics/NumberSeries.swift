internal import CoreMetrics
internal import Synchronization

/// One number: a gauge, or a count of what is not whole.
final class NumberSeries: Series, MeterHandler, RecorderHandler, FloatingPointCounterHandler {
    private let bits = Atomic<UInt64>(0)

    private var value: Double { Double(bitPattern: self.bits.load(ordering: .relaxed)) }

    func set(_ value: Int64) { self.set(Double(value)) }
    func set(_ value: Double) { self.bits.store(value.bitPattern, ordering: .relaxed) }
    func record(_ value: Int64) { self.set(Double(value)) }
    func record(_ value: Double) { self.set(value) }
    func decrement(by amount: Double) { self.increment(by: -amount) }
    func reset() { self.set(0.0) }

    func increment(by amount: Double) {
        var current = self.bits.load(ordering: .relaxed)
        while true {
            let next = (Double(bitPattern: current) + amount).bitPattern
            let (isDone, found) = self.bits.compareExchange(expected: current, desired: next, ordering: .relaxed)
            if isDone { return }
            current = found
        }
    }

    func write(_ name: String, _ labels: String, to writer: inout ExpositionWriter) {
        writer.sample(name, labels, self.value)
    }
}
