internal import Operations
internal import Systemd

/// What a service manager is told of a worker; without one, nothing.
///
/// `READY=1` means that the settings are sound and the worker goes about its work: it is told also while the broker is away,
/// as a service that waits for another must not be ended for it. What it waits for stands in `STATUS=`.
struct RunNotices: Sendable {
    /// How it is, in a few words.
    let status: @Sendable () -> String
    /// Whether the process can be left alone.
    let isAlive: @Sendable () -> Bool
    private var told = ""

    init(
        status: @escaping @Sendable () -> String = { "at work" },
        isAlive: @escaping @Sendable () -> Bool = { true }
    ) {
        self.status = status
        self.isAlive = isAlive
    }

    /// How often ``beat(_:)`` has to come: twice as often as the watchdog expects it, and often enough for the status.
    static var interval: Duration {
        let watchdog = ServiceManager.watchdogInterval.map { $0 / 2 } ?? .seconds(5)
        return min(max(watchdog, .milliseconds(10)), .seconds(5))
    }

    /// A worker was started.
    mutating func ready() { self.tell(["READY=1"], status: self.status()) }

    /// SIGHUP came.
    mutating func reloading() {
        self.tell(["RELOADING=1", ServiceManager.monotonicLine], status: "trying the settings")
    }

    /// The present worker finishes what is in hand, and another takes its place.
    mutating func replacing(within drain: Duration) {
        self.tell([Self.extended(drain)], status: "finishing what is in hand before the changed settings take effect")
    }

    /// The end was asked for.
    mutating func stopping(within drain: Duration) {
        self.tell(["STOPPING=1", Self.extended(drain)], status: "finishing what is in hand")
    }

    /// Time has passed, and the loop that runs the worker is alive.
    mutating func beat(_ state: ReloadState) {
        if self.isAlive() { ServiceManager.notify(["WATCHDOG=1"]) }
        let status = self.status()
        // In a change of workers its own words stand.
        if !state.isReloading, !state.isStopping, status != self.told { self.tell([], status: status) }
    }

    private mutating func tell(_ lines: [String], status: String) {
        self.told = status
        ServiceManager.notify(lines + ["STATUS=\(status.prefix(200))"])
    }

    /// That what is under way may take that long, and a little for closing.
    private static func extended(_ drain: Duration) -> String {
        "EXTEND_TIMEOUT_USEC=\((drain + .seconds(5)).components.seconds * 1_000_000)"
    }
}
