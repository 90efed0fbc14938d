/// One connection to one broker, made again whenever it is lost; used by one actor on that actor's thread.
///
/// Everything happens in ``turn(_:now:handle:)``, which never waits: name lookup, connecting, encryption and login are
/// phases that the next wake continues, so that a stop takes effect in any of them at once.
final class Link {
    typealias Instant = ContinuousClock.Instant

    /// What the owner gets to know.
    enum Signal {
        case opened(serverVersion: String, host: String)
        /// A frame of a channel.
        case frame(InboundFrame)
        case blocked(reason: String)
        case unblocked
        /// There is no connection, and there will be a new attempt after this time, or none.
        case lost(AMQPError, retryIn: Duration?)
        /// Closed on request; nothing more will come.
        case ended
    }

    typealias Handler = (Signal) throws(AMQPError) -> Void

    enum Phase: Equatable {
        case idle
        case waiting(until: Instant)
        case lookingUp
        case connecting
        case securing
        case loggingIn
        case open
        /// Our `connection.close` is on its way, or the answer to it.
        case closing(until: Instant)
        case ended
    }

    /// How long either side may be silent, from the heartbeat that was agreed on.
    struct Patience {
        /// The broker is taken for gone after this.
        let withBroker: Duration
        /// The broker hears from us after this.
        let ofBroker: Duration

        /// - Parameter heartbeat: In seconds; 0 for none.
        init?(heartbeat: UInt16) {
            guard heartbeat > 0 else { return nil }
            self.withBroker = .seconds(Int64(heartbeat) * 2)
            self.ofBroker = .milliseconds(Int64(heartbeat) * 500)
        }
    }

    let configuration: ConnectionConfiguration
    let thread: IOThread
    var phase = Phase.idle
    var reconnection: Reconnection
    var url: BrokerURL
    var login: Login
    var tuning = Login.Tuning(channelMax: 1, frameMax: 4096, heartbeat: 0) {
        didSet { self.patience = Patience(heartbeat: self.tuning.heartbeat) }
    }
    private(set) var patience: Patience?
    var lookup: NameLookup?
    /// Addresses of the host that were not tried yet.
    var addresses: [SocketAddress] = []
    var addressDeadline = Instant.now
    var attemptDeadline = Instant.now
    var transport: Transport?
    var handle: ConnectionHandle?
    var lastReceived = Instant.now
    var lastSent = Instant.now
    var input: [UInt8] = []
    var frames: [InboundFrame] = []
    /// Whether the broker takes no messages at present.
    var isBlocked = false
    /// The step at which the last connection was lost; `nil` if none was.
    var failedStage: ConnectionStage?

    /// Whether to leave unread what the broker sends, because the owner has its hands full.
    ///
    /// Nobody can tell meanwhile whether the broker is still there, so its silence is not held against it.
    var isPaused = false {
        didSet { if oldValue, !self.isPaused { self.lastReceived = .now } }
    }

    /// Makes a link; ``start(now:handle:)`` connects it.
    init(_ configuration: ConnectionConfiguration, thread: IOThread, isPersistent: Bool = true) {
        self.configuration = configuration
        self.thread = thread
        self.reconnection = Reconnection(
            addresses: configuration.urls.count,
            backoff: configuration.backoff,
            isPersistent: isPersistent,
            seed: UInt64.random(in: 0 ... .max)
        )
        self.url = configuration.urls.first ?? BrokerURL(host: "")
        self.login = Login(self.url, heartbeat: 0)
    }

    /// Whether frames of channels can be written.
    var isOpen: Bool { if case .open = self.phase { true } else { false } }

    /// Whether it is over for good.
    var isEnded: Bool { self.phase == .ended }

    /// Bytes that the system hasn't taken yet.
    var unsent: Int { self.transport?.unsent ?? 0 }

    /// Begins.
    func start(now: Instant, handle: Handler) {
        guard self.phase == .idle else { return }
        self.perform(self.reconnection.started(), now: now, handle: handle)
    }

    /// Writes frames; they leave at the next ``flush(now:handle:)``.
    func write(_ frames: (inout FrameWriter) -> Void) {
        guard let transport else { return }
        frames(&transport.outbound)
    }

    /// Lets go of a connection that is of no use any more and makes a new one.
    func reset(_ error: AMQPError, now: Instant, handle: Handler) {
        switch self.phase {
        case .idle, .waiting, .ended: break
        case .lookingUp, .connecting, .securing, .loggingIn, .open, .closing:
            self.fail(error, now: now, handle: handle)
        }
    }

    /// A connection that is lost from now on isn't made again.
    func stopReconnecting(now: Instant, handle: Handler) {
        _ = self.reconnection.stopped()
        switch self.phase {
        case .open, .closing, .ended: break
        case .idle, .waiting, .lookingUp, .connecting, .securing, .loggingIn: self.end(handle)
        }
    }

    /// Ends the connection, politely if it is open: what was written before still leaves.
    ///
    /// - Parameters:
    ///   - patience: How long to wait for the broker's answer.
    ///   - now: The present time.
    ///   - handle: Hears of the end.
    func close(patience: Duration, now: Instant, handle: Handler) {
        self.stopReconnecting(now: now, handle: handle)
        guard self.isOpen else { return }
        self.write { $0.close(.connectionClose, channel: 0) }
        self.phase = .closing(until: now + patience)
    }

    /// Sends as much as the system takes.
    func flush(now: Instant, handle: Handler) {
        guard let transport, transport.unsent > 0, self.phase != .connecting, self.phase != .securing else { return }
        let before = transport.unsent
        do throws(AMQPError) {
            try transport.flush()
            if transport.unsent < before { self.lastSent = now }
        } catch {
            // What the broker said before it hung up still waits to be read, and says more than a broken pipe does.
            self.drain(now: now, handle: handle)
            if self.transport === transport { self.fail(error, now: now, handle: handle) }
        }
    }

    /// When to wake next, and by what.
    var sleep: IOThread.Sleep {
        var sleep = IOThread.Sleep()
        sleep.socket = self.transport?.descriptor ?? -1
        sleep.wantsToRead = !self.isPaused
        sleep.wantsToWrite = self.phase == .connecting || self.unsent > 0
        switch self.phase {
        case .idle, .ended: break
        case .waiting(let until), .closing(let until): sleep.deadline = until
        case .connecting: sleep.deadline = min(self.addressDeadline, self.attemptDeadline)
        case .lookingUp, .securing, .loggingIn: sleep.deadline = self.attemptDeadline
        case .open: sleep.deadline = self.nextHeartbeat
        }
        if self.transport?.holdsInput == true, !self.isPaused { sleep.deadline = Instant.now }
        return sleep
    }

    private var nextHeartbeat: Instant? {
        guard let patience else { return nil }
        let silence = self.isPaused ? nil : self.lastReceived + patience.withBroker
        return self.unsent > 0 ? silence : silence.earlier(self.lastSent + patience.ofBroker)
    }
}
