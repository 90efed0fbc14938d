// Questions and answers on the client's connection. Nothing on the thread's turn waits.
extension TopologyClient {
    /// The only channel.
    static let channel: UInt16 = 1

    /// Asks the broker something and waits for its answer, which may be that it closed the channel.
    ///
    /// - Throws: ``AMQPError`` if there is no connection or no answer.
    func ask(_ question: (inout FrameWriter) -> Void) async throws(AMQPError) -> InboundMethod {
        guard !self.isClosed else { throw AMQPError(.stopped, "the client is closed") }
        if !self.link.isOpen { try await self.connect() }
        if !self.channelIsOpen {
            _ = try await self.exchange { $0.channelOpen(Self.channel) }
            self.channelIsOpen = true
        }
        return try await self.exchange(question)
    }

    func connect() async throws(AMQPError) {
        self.channelIsOpen = false
        self.link = Link(self.configuration, thread: self.thread, isPersistent: false)
        let result = await withCheckedContinuation { asking in
            self.asking = asking
            let now = Instant.now
            self.link.start(now: now, handle: self.handler(now))
        }
        _ = try result.get()
    }

    private func exchange(_ question: (inout FrameWriter) -> Void) async throws(AMQPError) -> InboundMethod {
        guard self.link.isOpen else { throw self.lastError ?? AMQPError(.connectionLost, "the connection was lost") }
        let result = await withCheckedContinuation { asking in
            self.asking = asking
            self.answerBy = .now + self.configuration.rpcTimeout
            self.link.write(question)
        }
        return try result.get()
    }

    func turn(_ readiness: IOThread.Readiness) -> IOThread.Sleep {
        let now = Instant.now
        let handle = self.handler(now)
        self.link.turn(readiness, now: now, handle: handle)
        if let answerBy, now >= answerBy {
            let error = AMQPError(.timedOut, "no answer within \(self.configuration.rpcTimeout)")
            self.answer(.failure(error))
            self.link.reset(error, now: now, handle: handle)
        }
        self.link.flush(now: now, handle: handle)
        if self.link.isEnded {
            for closer in self.closers { closer.resume() }
            self.closers = []
        }
        var sleep = self.link.sleep
        sleep.deadline = sleep.deadline.earlier(self.answerBy)
        return sleep
    }

    func closeLink() {
        let now = Instant.now
        let patience = min(self.configuration.rpcTimeout, .seconds(2))
        self.link.close(patience: patience, now: now, handle: self.handler(now))
    }

    private func handler(_ now: Instant) -> Link.Handler {
        { signal throws(AMQPError) in self.received(signal) }
    }

    private func received(_ signal: Link.Signal) {
        switch signal {
        case .opened: self.answer(.success(.connectionOpenOk))
        case .blocked(let reason):
            // Said when something is published, and then instead of an answer.
            if self.heedsBlocking { self.answer(.success(.connectionBlocked(reason: reason))) }
        case .unblocked: break
        case .lost(let error, _):
            // The link may go on to its next address; if there is none it ends.
            self.lastError = error
        case .ended:
            self.channelIsOpen = false
            self.answer(.failure(self.lastError ?? AMQPError(.stopped, "the client is closed")))
        case .frame(.method(_, .channelClose(let reason))):
            self.channelIsOpen = false
            self.link.write { $0.method(.channelCloseOk, channel: Self.channel) }
            self.answer(.success(.channelClose(reason)))
        case .frame(.method(_, .channelFlow(let active))):
            self.link.write { $0.flowOk(active: active, channel: Self.channel) }
        case .frame(.method(_, let method)): self.answer(.success(method))
        case .frame: break
        }
    }

    private func answer(_ result: Result<InboundMethod, AMQPError>) {
        self.answerBy = nil
        self.asking?.resume(returning: result)
        self.asking = nil
    }
}
