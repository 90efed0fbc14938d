import Foundation

/// The time and the processor time that something took.
struct Measure {
    private let clock = ContinuousClock()
    private let start: ContinuousClock.Instant
    private let processor = Measure.processorSeconds()

    init() {
        self.start = self.clock.now
    }

    /// A line with nanoseconds and nanoseconds of processor time for each of `count`, since the measure was made.
    func tell(_ name: [String], count: Int) {
        let taken = self.start.duration(to: self.clock.now).components
        let seconds = Double(taken.seconds) + Double(taken.attoseconds) / 1e18
        let processor = Measure.processorSeconds() - self.processor
        let scale = 1e9 / Double(max(count, 1))
        print((name + ["\(count)", "\(seconds * scale)", "\(processor * scale)"]).joined(separator: "\t"))
    }

    /// Of all threads of this process.
    private static func processorSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
