/// What becomes of SIGHUP and SIGTERM while a worker runs: no signal, no clock, no worker.
///
/// A reload first tries the changed settings, then has the worker finish what is in hand, then starts another one. A
/// SIGHUP that comes meanwhile is remembered; a stop wins over a reload.
public struct ReloadState: Sendable, Equatable {
    /// What to do now.
    public enum Action: Sendable, Equatable {
        /// Read the settings again and try them; then call ``tried(isReplacing:)``.
        case tryOut
        /// Have the worker finish what is in hand; then call ``workerEnded()``.
        case drain
        /// Start a worker with the settings that were tried.
        case start
        /// Nothing is left to do.
        case end
    }

    private enum Phase: Sendable {
        /// → trying, stopping
        case steady
        /// → steady, draining, stopping
        case trying
        /// → steady, stopping
        case draining
        case stopping
    }

    private var phase = Phase.steady
    /// Whether a SIGHUP came during a reload.
    private var isWanted = false

    /// A worker has just been started.
    public init() {}

    /// Whether a reload is under way.
    public var isReloading: Bool { self.phase == .trying || self.phase == .draining }
    /// Whether the end was asked for.
    public var isStopping: Bool { self.phase == .stopping }

    /// The settings may have changed.
    public mutating func hangUp() -> [Action] {
        switch self.phase {
        case .steady:
            self.phase = .trying
            return [.tryOut]
        case .trying, .draining:
            // What is read by now may be older than what this one is about.
            self.isWanted = true
            return []
        case .stopping: return []
        }
    }

    /// The changed settings were tried.
    ///
    /// - Parameter isReplacing: Whether a worker with other settings is to take the present one's place.
    public mutating func tried(isReplacing: Bool) -> [Action] {
        guard self.phase == .trying else { return [] }
        guard isReplacing else { return self.settled() }
        self.phase = .draining
        return [.drain]
    }

    /// The worker has ended: because it had to, or by itself.
    public mutating func workerEnded() -> [Action] {
        guard self.phase == .draining else { return [.end] }
        return [.start] + self.settled()
    }

    /// The end is asked for.
    public mutating func stop() -> [Action] {
        defer { self.phase = .stopping }
        return switch self.phase {
        case .steady, .trying: [.drain]
        case .draining, .stopping: []
        }
    }

    private mutating func settled() -> [Action] {
        self.phase = self.isWanted ? .trying : .steady
        defer { self.isWanted = false }
        return self.isWanted ? [.tryOut] : []
    }
}
