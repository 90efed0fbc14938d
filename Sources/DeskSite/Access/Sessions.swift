internal import Synchronization

/// All visits; none outlives the process.
final class Sessions: Sendable {
    private let all = Mutex<[String: Session]>([:])
    private let time: Duration
    private let idle: Duration
    /// The most visits at once; the one that was used least recently gives way.
    private static let limit = 2_000

    init(time: Duration, idle: Duration = .seconds(3600)) {
        self.time = time
        self.idle = idle
    }

    /// Begins a visit.
    func begin(_ reviewer: String, now: ContinuousClock.Instant = .now) -> Session {
        let session = Session(reviewer: reviewer, now: now)
        self.all.withLock { all in
            all = all.filter { self.isAlive($0.value, now) }
            if all.count >= Self.limit, let oldest = all.values.min(by: { $0.used < $1.used }) { all[oldest.id] = nil }
            all[session.id] = session
        }
        return session
    }

    /// The visit of that id, if it goes on; this is a use of it.
    func find(_ id: String?, now: ContinuousClock.Instant = .now) -> Session? {
        guard let id else { return nil }
        return self.all.withLock { all in
            guard var session = all[id], self.isAlive(session, now) else {
                all[id] = nil
                return nil
            }
            session.used = now
            all[id] = session
            return session
        }
    }

    /// Ends a visit.
    func end(_ id: String) { self.all.withLock { $0[id] = nil } }

    /// Changes a visit, if it goes on.
    func change<Value>(_ id: String, _ body: (inout Session) -> Value) -> Value? {
        self.all.withLock { all in
            guard var session = all[id] else { return nil }
            let value = body(&session)
            all[id] = session
            return value
        }
    }

    private func isAlive(_ session: Session, _ now: ContinuousClock.Instant) -> Bool {
        now - session.begun < self.time && now - session.used < self.idle
    }
}
