internal import CSystemd
internal import Glibc

/// The service manager that started the process, if one did: systemd, or whatever listens at `NOTIFY_SOCKET`.
///
/// Source: `sd_notify(3)` and `sd_watchdog_enabled(3)`.
public enum ServiceManager {
    /// Tells the service manager what is the case; without one nothing happens.
    ///
    /// - Parameter lines: Assignments such as `READY=1`; they are told together.
    public static func notify(_ lines: [String]) {
        _ = unsafe sd_notify(0, lines.joined(separator: "\n"))
    }

    /// How often the service manager has to hear `WATCHDOG=1` at the least; `nil` if it does not expect it.
    public static var watchdogInterval: Duration? {
        var microseconds: UInt64 = 0
        guard unsafe sd_watchdog_enabled(0, &microseconds) > 0 else { return nil }
        return .microseconds(Int64(clamping: microseconds))
    }

    /// The line that goes with `RELOADING=1`: when the reload began, by the clock that the service manager reads.
    public static var monotonicLine: String {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return "MONOTONIC_USEC=\(time.tv_sec * 1_000_000 + time.tv_nsec / 1_000)"
    }
}
