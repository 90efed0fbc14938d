/// Works that are taken up again later, each with the task that waits for it.
struct WaitingWorks {
    private var entries: [UInt64: (work: Work, isBrief: Bool, clock: Task<Void, Never>?)] = [:]
    private var last: UInt64 = 0

    var isEmpty: Bool { self.entries.isEmpty }

    /// Keeps a work.
    ///
    /// - Parameter isBrief: Whether a stop should take it up at once rather than leave it to the broker.
    /// - Returns: Its number, for ``started(_:_:)`` and ``take(_:)``.
    mutating func add(_ work: Work, isBrief: Bool) -> UInt64 {
        self.last += 1
        self.entries[self.last] = (work, isBrief, nil)
        return self.last
    }

    /// Remembers the task that waits for a work, so that it ends when nobody needs it any more.
    mutating func started(_ number: UInt64, _ clock: Task<Void, Never>) {
        if self.entries[number] == nil { clock.cancel() } else { self.entries[number]?.clock = clock }
    }

    /// Takes one whose time has come; `nil` if it was taken before.
    mutating func take(_ number: UInt64) -> Work? { self.entries.removeValue(forKey: number)?.work }

    /// Takes those that wait briefly, in the order in which they came, and lets go of the others.
    mutating func takeBrief() -> [Work] {
        let works = self.entries.filter(\.value.isBrief).sorted { $0.key < $1.key }.map(\.value.work)
        self.cancel()
        return works
    }

    /// Lets go of all.
    mutating func cancel() {
        for entry in self.entries.values { entry.clock?.cancel() }
        self.entries = [:]
    }
}
