internal import Foundation

/// The system's clock, for `now()`, `today()` and times whose zone needs a day.
enum Clock {
    /// Seconds and nanoseconds since 1970-01-01T00:00:00Z.
    static func now() -> (seconds: Int, nanoseconds: Int) {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return (Int(time.tv_sec), Int(time.tv_nsec))
    }
}
