internal import CRabbitMQ
internal import Glibc
internal import Synchronization

/// The thread of one connection and the executor of that connection's actor.
///
/// It sleeps in `poll(2)` on the socket and on an eventfd, for as long as the actor says: an actor call from elsewhere
/// writes the eventfd, the broker wakes it by the socket, and there is no polling interval. No thread of Swift's
/// cooperative pool ever waits for the network.
final class IOThread: SerialExecutor {
    /// What the actor wants to be woken by.
    struct Sleep {
        /// A negative descriptor means no socket.
        var socket: Int32 = -1
        var wantsToRead = true
        var wantsToWrite = false
        var deadline: ContinuousClock.Instant?
    }

    /// What woke it.
    struct Readiness {
        var readable = false
        var writable = false
    }

    /// A closure straight in a `Mutex` would grow a thunk each time it is read.
    private struct Turn {
        let run: @Sendable (Readiness) -> Sleep
    }

    private struct Mailbox {
        var turn: Turn?
        var hasStarted = false
        var jobs: [UnownedJob] = []
        var isAsleep = false
        /// Whether a turn is wanted, though no job waits.
        var wantsTurn = false
        var isStopped = false
    }

    private let name: String
    private let mailbox = Mutex(Mailbox())
    private let wakeDescriptor: Int32
    private let identity = Atomic<UInt>(0)

    /// Makes a thread that starts with its first job.
    ///
    /// - Parameter name: At most 15 bytes, for tools that list threads.
    init(named name: String) {
        self.name = name
        self.wakeDescriptor = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
        precondition(self.wakeDescriptor >= 0, "no descriptor for a connection's thread: \(SystemError.last)")
    }

    deinit {
        close(self.wakeDescriptor)
    }

    /// Says what the thread does; once, before the first job.
    ///
    /// - Parameter run: Called after each wake, when the jobs that waited have run; says how to sleep next.
    func onTurn(_ run: @escaping @Sendable (Readiness) -> Sleep) {
        self.mailbox.withLock { $0.turn = Turn(run: run) }
    }

    /// Ends the thread when its present jobs have run; only from the owning actor's `deinit`, when no job can come.
    func stop() {
        self.mailbox.withLock { $0.isStopped = true }
        self.signal()
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let (mustWake, mustStart) = self.mailbox.withLock { mailbox in
            mailbox.jobs.append(job)
            defer {
                mailbox.isAsleep = false
                mailbox.hasStarted = true
            }
            return (mailbox.isAsleep, !mailbox.hasStarted)
        }
        if mustWake { self.signal() }
        if mustStart { self.start() }
    }

    /// Makes the next turn come at once.
    func wake() {
        let (mustWake, mustStart) = self.mailbox.withLock { mailbox in
            defer {
                mailbox.wantsTurn = true
                mailbox.isAsleep = false
                mailbox.hasStarted = true
            }
            return (mailbox.isAsleep, !mailbox.hasStarted)
        }
        if mustWake { self.signal() }
        if mustStart { self.start() }
    }

    private func signal() {
        _ = eventfd_write(self.wakeDescriptor, 1)
    }

    private func start() {
        // 64 MiB are address space, not memory: the library decodes nested header tables by recursion, and whoever may
        // publish can nest them as deep as a frame holds.
        let started = PosixThread.start(named: self.name, stackSize: 64 << 20) { self.loop() }
        precondition(started, "no thread for a connection")
    }

    func isIsolatingCurrentContext() -> Bool? {
        self.identity.load(ordering: .relaxed) == UInt(pthread_self())
    }

    func checkIsolated() {
        precondition(self.isIsolatingCurrentContext() == true, "not on the connection's thread")
    }

    private func loop() {
        self.identity.store(UInt(pthread_self()), ordering: .relaxed)
        let turn = self.mailbox.withLock { $0.turn }
        var sleep = Sleep()
        var descriptors = [pollfd(fd: self.wakeDescriptor, events: Int16(POLLIN), revents: 0), pollfd()]
        while true {
            let readiness = self.wait(sleep, &descriptors)
            var jobs: [UnownedJob] = []
            let isStopped = self.mailbox.withLock { mailbox in
                swap(&jobs, &mailbox.jobs)
                mailbox.isAsleep = false
                mailbox.wantsTurn = false
                return mailbox.isStopped
            }
            for job in jobs {
                unsafe job.runSynchronously(on: self.asUnownedSerialExecutor())
            }
            if isStopped && jobs.isEmpty { return }
            sleep = turn?.run(readiness) ?? Sleep()
        }
    }

    private func wait(_ sleep: Sleep, _ descriptors: inout [pollfd]) -> Readiness {
        let mayWait = self.mailbox.withLock { mailbox in
            mailbox.isAsleep = mailbox.jobs.isEmpty && !mailbox.wantsTurn && !mailbox.isStopped
            return mailbox.isAsleep
        }
        let events = (sleep.wantsToRead ? POLLIN : 0) | (sleep.wantsToWrite ? POLLOUT : 0)
        descriptors[1] = pollfd(fd: sleep.socket, events: Int16(events), revents: 0)
        _ = unsafe poll(&descriptors, 2, mayWait ? Self.milliseconds(until: sleep.deadline) : 0)
        if descriptors[0].revents != 0 {
            var count: eventfd_t = 0
            _ = unsafe eventfd_read(self.wakeDescriptor, &count)
        }
        let result = Int32(descriptors[1].revents)
        // Errors and hang-ups are found by reading.
        return Readiness(readable: result & ~POLLOUT != 0, writable: result & (POLLOUT | POLLERR | POLLHUP) != 0)
    }

    private static func milliseconds(until deadline: ContinuousClock.Instant?) -> Int32 {
        guard let deadline else { return -1 }
        let left = ContinuousClock.now.duration(to: deadline)
        guard left > .zero else { return 0 }
        let (seconds, attoseconds) = left.components
        return Int32(clamping: min(seconds, 1_000_000) * 1000 + attoseconds / 1_000_000_000_000_000 + 1)
    }
}
