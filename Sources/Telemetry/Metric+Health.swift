// How the worker itself is.
extension Metric {
    /// Whether it can take work.
    public static let ready = Self.gauge(
        "rebated_ready",
        "1 while the worker can take work: what /ready says.",
        look: "0 for minutes: rebated_ready_check says where to look."
    )
    /// What readiness depends on.
    public static let readyCheck = Self.gauge(
        "rebated_ready_check",
        by: ["check"],
        "1 for each part of readiness that is well: broker, ledger, rulebooks, deliveries.",
        look: "The one at 0; /ready has its reason and what to do."
    )
    /// Whether it is stopping.
    public static let draining = Self.gauge(
        "rebated_draining",
        "1 while the worker finishes what is in hand and takes nothing new.",
        look: "Longer than --drain: it hangs on something."
    )
    /// How long a stop would take.
    public static let drainEstimate = Self.gauge(
        "rebated_drain_estimate_seconds",
        "How long it would take to finish what is in hand, at the present pace; an hour at the most.",
        look: "Above --drain: a stop would leave work to be delivered again; a smaller --prefetch helps."
    )
    /// Whether a stop would finish what is in hand.
    public static let safeToStop = Self.gauge(
        "rebated_safe_to_stop",
        "1 while a stop would finish what is in hand within --drain. Nothing is ever lost by a stop.",
        look: "0: what is in hand would be delivered again, to this worker or another."
    )
    /// Settings that were read again.
    public static let reloads = Self.counter(
        "rebated_reloads_total",
        by: ["result"],
        "How often settings were read again on SIGHUP: applied, unchanged or refused.",
        look: "refused: the log says what is wrong; the settings before stay in force."
    )
    /// The version that runs.
    public static let buildInfo = Self.gauge(
        "rebated_build_info",
        by: ["version"],
        "1, with the version that runs.",
        look: "Several versions at once: a roll-out under way, or one that was forgotten."
    )
    /// Processor time.
    public static let processorSeconds = Self.counter(
        "process_cpu_seconds_total",
        "Processor time that the process has used.",
        look: "A rate near the number of cores: the worker is what limits the throughput.",
        like: "process.cpu.time"
    )
    /// Memory.
    public static let residentMemory = Self.gauge(
        "process_resident_memory_bytes",
        "Memory that the process has in use.",
        look: "Bounded by --prefetch; growth over days is a leak.",
        like: "process.memory.usage"
    )
    /// Open files.
    public static let openFiles = Self.gauge(
        "process_open_fds",
        "File descriptors that are open.",
        look: "A few dozen; growth over days is a leak.",
        like: "process.unix.file_descriptor.count"
    )
    /// When it started.
    public static let startTime = Self.gauge(
        "process_start_time_seconds",
        "When the process started, in seconds since 1970.",
        look: "Jumps: it was restarted."
    )

    static let ofHealth: [Metric] = [
        Self.ready, Self.readyCheck, Self.draining, Self.drainEstimate, Self.safeToStop, Self.reloads,
    ]
    static let ofTheProcess: [Metric] = [
        Self.buildInfo, Self.processorSeconds, Self.residentMemory, Self.openFiles, Self.startTime,
    ]
}
