// What a link does when its thread wakes.
extension Link {
    /// The most that one wake reads, so that acks and timers get their turn.
    static let bytesPerTurn = 512 << 10

    /// Goes on with whatever is under way.
    ///
    /// - Parameters:
    ///   - readiness: What the socket is ready for.
    ///   - now: The present time.
    ///   - handle: Hears of what happens; what it throws ends the connection.
    func turn(_ readiness: IOThread.Readiness, now: Instant, handle: Handler) {
        switch self.phase {
        case .idle, .ended: break
        case .waiting(let until):
            if now >= until { self.perform(self.reconnection.waited(), now: now, handle: handle) }
        case .lookingUp:
            self.takeAddresses(now: now, handle: handle)
        case .connecting:
            self.checkConnect(readiness, now: now, handle: handle)
        case .securing:
            self.secure(now: now, handle: handle)
        case .loggingIn, .open, .closing:
            // While paused only errors make it readable.
            let holdsInput = self.transport?.holdsInput == true && !self.isPaused
            if readiness.readable || holdsInput { self.drain(now: now, handle: handle) }
        }
        self.checkTimers(now: now, handle: handle)
    }

    /// Reads and handles what has arrived, up to a limit.
    func drain(now: Instant, handle: Handler) {
        guard let transport else { return }
        if self.input.isEmpty { self.input = [UInt8](repeating: 0, count: 128 << 10) }
        var taken = 0
        do throws(AMQPError) {
            while taken < Self.bytesPerTurn {
                let count = try transport.receive(into: &self.input)
                guard count > 0 else { break }
                taken += count
                self.lastReceived = now
                try self.process(count, from: transport, now: now, handle: handle)
                guard self.transport === transport else { return }
                // A read that didn't fill the buffer has emptied the socket; an encrypted one gives a record at a time.
                if count < self.input.count, !transport.holdsInput { break }
            }
        } catch {
            if self.transport === transport { self.fail(error, now: now, handle: handle) }
        }
    }

    private func process(
        _ count: Int,
        from transport: Transport,
        now: Instant,
        handle: Handler
    ) throws(AMQPError) {
        var fault: AMQPError?
        self.frames.removeAll(keepingCapacity: true)
        do throws(AMQPError) {
            try self.handle?.decode(self.input, count: count, into: &self.frames)
        } catch {
            fault = error
        }
        // Handlers may use the link; the frames are ours until they have run.
        var frames: [InboundFrame] = []
        swap(&frames, &self.frames)
        for frame in frames {
            try self.received(frame, now: now, handle: handle)
            guard self.transport === transport else { return }
        }
        frames.removeAll(keepingCapacity: true)
        swap(&frames, &self.frames)
        if let fault { throw fault }
    }

    private func received(_ frame: InboundFrame, now: Instant, handle: Handler) throws(AMQPError) {
        switch frame {
        case .heartbeat: break
        case .method(0, let method):
            if self.phase == .loggingIn {
                try self.loggingIn(method, now: now, handle: handle)
            } else {
                try self.received(method, now: now, handle: handle)
            }
        case .method, .header, .body:
            // After our close nobody listens any more; unacked deliveries go back to their queues.
            if self.isOpen { try handle(.frame(frame)) }
        }
    }

    /// A method of the connection itself, after the login.
    private func received(_ method: InboundMethod, now: Instant, handle: Handler) throws(AMQPError) {
        switch method {
        case .connectionClose(let reason):
            self.write { $0.method(.connectionCloseOk, channel: 0) }
            try? self.transport?.flush()
            throw AMQPError(
                .connectionClosed,
                replyCode: reason.code,
                "the broker closed the connection: \(reason.text)"
            )
        case .connectionCloseOk:
            if case .closing = self.phase { self.end(handle) }
        case .connectionBlocked(let reason):
            self.isBlocked = true
            try handle(.blocked(reason: reason))
        case .connectionUnblocked:
            self.isBlocked = false
            try handle(.unblocked)
        default:
            // Something newer than this client: nothing that it asked for, so nothing that it needs.
            break
        }
    }

    private func checkTimers(now: Instant, handle: Handler) {
        switch self.phase {
        case .idle, .waiting, .ended: break
        case .lookingUp, .connecting, .securing, .loggingIn:
            guard now >= self.attemptDeadline else { return }
            let limit = self.configuration.connectTimeout
            self.fail(AMQPError(.timedOut, "no connection within \(limit)"), now: now, handle: handle)
        case .closing(let until):
            if now >= until { self.end(handle) }
        case .open:
            guard let patience else { return }
            if !self.isPaused, self.lastReceived.duration(to: now) >= patience.withBroker {
                let error = AMQPError(.heartbeatMissed, "the broker has been silent for \(patience.withBroker)")
                self.fail(error, now: now, handle: handle)
            } else if self.unsent == 0, self.lastSent.duration(to: now) >= patience.ofBroker {
                self.write { $0.heartbeat() }
            }
        }
    }
}
