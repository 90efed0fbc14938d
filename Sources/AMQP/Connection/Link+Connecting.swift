// How a link becomes open, and how it ends.
extension Link {
    func perform(_ action: Reconnection.Action, now: Instant, handle: Handler) {
        switch action {
        case .none: break
        case .wait(let duration): self.phase = .waiting(until: now + duration)
        case .giveUp: self.end(handle)
        case .connect(let index):
            self.url = self.configuration.urls[index]
            if let password = self.configuration.password?(self.url) { self.url.password = password }
            self.login = Login(self.url, heartbeat: self.configuration.heartbeatSeconds)
            self.attemptDeadline = now + self.configuration.connectTimeout
            self.lookup = NameLookup(host: self.url.host, port: self.url.port, waking: self.thread)
            self.phase = .lookingUp
            self.takeAddresses(now: now, handle: handle)
        }
    }

    func takeAddresses(now: Instant, handle: Handler) {
        guard let result = self.lookup?.result else { return }
        self.lookup = nil
        do throws(AMQPError) {
            self.addresses = try result.get()
            self.phase = .connecting
            try self.connectNext(now: now, after: AMQPError(.connectFailed, "the name has no address"))
        } catch {
            self.fail(error, now: now, handle: handle)
        }
    }

    /// Tries the host's next address; each gets its share of the time that is left.
    ///
    /// - Throws: `error`, when no address is left.
    private func connectNext(now: Instant, after error: AMQPError) throws(AMQPError) {
        var error = error
        self.transport = nil
        while !self.addresses.isEmpty {
            let share = now.duration(to: self.attemptDeadline) / self.addresses.count
            let address = self.addresses.removeFirst()
            do throws(AMQPError) {
                let socket = try Socket.connecting(to: address)
                let tls: TLSSession? =
                    if let options = self.url.tls {
                        try TLSSession.make(options, host: self.url.host)
                    } else {
                        nil
                    }
                self.transport = Transport(socket, tls: tls)
                self.addressDeadline = now + share
                self.phase = .connecting
                return
            } catch let problem {
                error = problem
            }
        }
        throw error
    }

    func checkConnect(_ readiness: IOThread.Readiness, now: Instant, handle: Handler) {
        do throws(AMQPError) {
            if readiness.writable {
                if let problem = self.transport?.connectError {
                    try self.connectNext(now: now, after: AMQPError(.connectFailed, "\(problem)"))
                } else {
                    self.phase = .securing
                    self.secure(now: now, handle: handle)
                }
            } else if now >= self.addressDeadline {
                try self.connectNext(now: now, after: AMQPError(.connectFailed, "no answer"))
            }
        } catch {
            self.fail(error, now: now, handle: handle)
        }
    }

    func secure(now: Instant, handle: Handler) {
        do throws(AMQPError) {
            guard try self.transport?.secure() == true else { return }
            self.handle = try ConnectionHandle()
            self.phase = .loggingIn
            self.lastReceived = now
            self.write { $0.protocolHeader() }
            // The broker speaks first only after our header, but an encrypted connection may hold bytes already.
            if self.transport?.holdsInput == true { self.drain(now: now, handle: handle) }
        } catch {
            self.fail(error, now: now, handle: handle)
        }
    }

    func loggingIn(_ method: InboundMethod, now: Instant, handle: Handler) throws(AMQPError) {
        switch self.login.received(method) {
        case .startOk(let mechanism, let response):
            let name = self.configuration.name
            self.write { $0.startOk(mechanism: mechanism, response: response, connectionName: name) }
        case .tuneOk(let tuning, let vhost):
            self.tuning = tuning
            try self.handle?.tune(channelMax: tuning.channelMax, frameMax: Int(tuning.frameMax))
            self.write { writer in
                writer.tuneOk(
                    channelMax: tuning.channelMax,
                    frameMax: tuning.frameMax,
                    heartbeat: tuning.heartbeat
                )
                writer.connectionOpen(vhost: vhost)
            }
        case .done:
            self.phase = .open
            self.lastSent = now
            self.reconnection.connected(at: now)
            try handle(.opened(serverVersion: self.login.serverVersion, host: self.url.endpoint))
        case .fail(let error):
            self.write { $0.method(.connectionCloseOk, channel: 0) }
            try? self.transport?.flush()
            throw error
        }
    }

    /// There is no connection any more; says so, and does what comes next.
    func fail(_ error: AMQPError, now: Instant, handle: Handler) {
        let told = self.explained(error)
        // Files that TLS needs are read before a socket is connected.
        self.failedStage = error.code == .tlsFailed ? .encryption : self.stage
        if case .closing = self.phase { return self.end(handle) }
        self.discard()
        let action = self.reconnection.lost(at: now)
        let retryIn: Duration? =
            switch action {
            case .none, .giveUp: nil
            case .connect: .zero
            case .wait(let duration): duration
            }
        self.phase = .idle
        self.tell(.lost(told, retryIn: retryIn), handle)
        self.perform(action, now: now, handle: handle)
    }

    func end(_ handle: Handler) {
        guard !self.isEnded else { return }
        self.discard()
        self.phase = .ended
        self.tell(.ended, handle)
    }

    private func discard() {
        self.transport = nil
        self.handle = nil
        self.lookup = nil
        self.addresses = []
        self.isBlocked = false
    }

    private func tell(_ signal: Signal, _ handle: Handler) {
        // The connection is gone already: a further fault changes nothing.
        try? handle(signal)
    }

    /// The error with the place where it happened.
    private func explained(_ error: AMQPError) -> AMQPError {
        switch self.phase {
        case .lookingUp, .connecting, .securing:
            return AMQPError(
                error.code,
                replyCode: error.replyCode,
                "can't connect to \(self.url.endpoint): \(error.message)"
            )
        case .loggingIn where error.code == .connectionLost:
            return self.login.connectionEnded(
                AMQPError(.connectFailed, "\(self.url.endpoint) doesn't speak AMQP 0-9-1: \(error.message)")
            )
        case .loggingIn where error.code == .loginRefused: return error
        case .idle, .waiting, .loggingIn, .open, .closing, .ended:
            return AMQPError(error.code, replyCode: error.replyCode, "\(self.url.endpoint): \(error.message)")
        }
    }
}
