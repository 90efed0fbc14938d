internal import Synchronization

// What a publisher does when its thread wakes. Nothing here waits.
extension Publisher {
    /// Bytes that may wait for the system to take them; a slow or dead connection holds back the rest here.
    private static let unsentLimit = 1 << 20
    /// How long a connection may go on refusing messages, at first and at most: most refusals come from a full queue, which
    /// another connection finds full as well.
    private static let patience: (first: Duration, most: Duration) = (.seconds(2), .seconds(600))
    /// A larger body is written part by part, as the connection takes it.
    private static let bodyAtOnce = 256 << 10

    func turn(_ readiness: IOThread.Readiness) -> IOThread.Sleep {
        let now = Instant.now
        let handle = self.handler(now)
        self.link.turn(readiness, now: now, handle: handle)
        // What was handed in before a stop still counts.
        self.takeRequests()
        if self.stopRequested.load(ordering: .acquiring) { self.takeStop(now: now) }
        if self.isStopping, self.cancelRequested.load(ordering: .acquiring) {
            self.settleAll(AMQPError(.stopped, "the publisher was cancelled before the broker had answered"))
        }
        self.checkDeadlines(now: now, handle: handle)
        self.checkRefusals(now: now, handle: handle)
        repeat {
            self.writeMessages()
            self.link.flush(now: now, handle: handle)
        } while self.link.unsent == 0 && self.canWrite
        self.checkFinished(now: now, handle: handle)
        var sleep = self.link.sleep
        for deadline in [self.earliestDeadline, self.channelDeadline, self.stopDeadline] {
            sleep.deadline = sleep.deadline.earlier(deadline)
        }
        return sleep
    }

    func startLink() {
        let now = Instant.now
        self.link.start(now: now, handle: self.handler(now))
    }

    private func handler(_ now: Instant) -> Link.Handler {
        { signal throws(AMQPError) in try self.received(signal, now: now) }
    }

    /// Begins to stop; does nothing the second time.
    func takeStop(now: Instant) {
        guard !self.isStopping else { return }
        self.isStopping = true
        self.link.stopReconnecting(now: now, handle: self.handler(now))
        if !self.state.isReady || self.link.isBlocked {
            self.settleAll(AMQPError(.stopped, "the publisher was told to stop while it could not publish"))
        }
    }

    private func checkFinished(now: Instant, handle: Link.Handler) {
        if self.isStopping, self.batches.isEmpty, self.link.isOpen {
            // A blocked broker doesn't read, so it won't answer.
            let isHurried = self.link.isBlocked || self.cancelRequested.load(ordering: .acquiring)
            let patience: Duration = isHurried ? .milliseconds(250) : .seconds(2)
            self.link.close(patience: min(patience, self.configuration.rpcTimeout), now: now, handle: handle)
            self.link.flush(now: now, handle: handle)
        }
        guard self.link.isEnded else { return }
        self.runner?.resume()
        self.runner = nil
        for closer in self.closers { closer.resume() }
        self.closers = []
    }

    // MARK: Deadlines

    private func checkDeadlines(now: Instant, handle: Link.Handler) {
        if let deadline = self.channelDeadline, now >= deadline {
            self.channelDeadline = nil
            if self.state.awaitsAnswer {
                let error = AMQPError(.timedOut, "no answer to a request within \(self.configuration.rpcTimeout)")
                self.link.reset(error, now: now, handle: handle)
            } else {
                self.perform(self.state.waited(), now: now)
            }
        }
        if let deadline = self.stopDeadline, now >= deadline {
            self.stopDeadline = nil
            self.settleAll(AMQPError(.stopped, "the publisher was told to stop before the broker had answered"))
        }
        guard let earliest = self.earliestDeadline, now >= earliest else { return }
        var overdue = 0
        var next: Instant?
        for batch in Array(self.batches.values) {
            guard now >= batch.deadline else {
                next = next.earlier(batch.deadline)
                continue
            }
            overdue += batch.unanswered
            batch.settleRest(.unsettled(self.whyOverdue))
            self.batches[batch.number] = nil
        }
        self.earliestDeadline = next
        // A blocked broker will answer when it is unblocked; any other has had its time.
        if overdue > 0, self.state.isReady, !self.link.isBlocked {
            self.link.reset(AMQPError(.timedOut, "no confirm in time"), now: now, handle: handle)
        }
    }

    /// Connects anew when refusals have gone on for a while and nothing is in flight.
    ///
    /// When the leader of a quorum queue dies that refuses what it can't hold (`reject-publish`), RabbitMQ goes on refusing
    /// in its name on the channels that have published to it, while other channels reach the new leader. Seen with 3.10.8.
    private func checkRefusals(now: Instant, handle: Link.Handler) {
        guard let refusals, refusals.first.duration(to: refusals.last) >= self.refusalPatience else { return }
        guard self.state.isReady, !self.isStopping, self.confirms.waiting == 0, self.partial.isEmpty else { return }
        self.refusals = (first: refusals.last, last: refusals.last)
        self.refusalPatience = min(self.refusalPatience * 4, Self.patience.most)
        let error = AMQPError(.channelClosed, "the broker goes on refusing messages, perhaps not on another connection")
        self.link.reset(error, now: now, handle: handle)
    }

    /// Notes a refusal; those of long ago don't count with it.
    func wasRefused(now: Instant) {
        if let refusals, refusals.last.duration(to: now) < Self.patience.most {
            self.refusals = (first: refusals.first, last: now)
        } else {
            self.refusals = (first: now, last: now)
            self.refusalPatience = Self.patience.first
        }
    }

    private var whyOverdue: AMQPError {
        if self.link.isBlocked { return AMQPError(.blocked, "the broker takes no messages at present") }
        if !self.state.isReady { return AMQPError(.timedOut, "no connection to publish on") }
        return AMQPError(.timedOut, "no confirm in time")
    }

    // MARK: Writing

    private var canWrite: Bool {
        guard self.state.isReady, !self.link.isBlocked, self.link.unsent < Self.unsentLimit else { return false }
        if !self.partial.isEmpty { return true }
        return self.confirms.waiting < self.windowSize && !self.unwritten.isEmpty
    }

    private func writeMessages() {
        var finished = 0
        while self.canWrite {
            if !self.partial.isEmpty {
                self.writePart()
            } else if finished < self.unwritten.count {
                let batch = self.unwritten[finished]
                if batch.isWritten {
                    finished += 1
                } else {
                    self.write(batch)
                }
            } else {
                break
            }
        }
        while finished < self.unwritten.count, self.unwritten[finished].isWritten { finished += 1 }
        self.unwritten.removeFirst(finished)
    }

    /// Writes a batch's next message.
    private func write(_ batch: PublishBatch) {
        let index = batch.next
        batch.next += 1
        guard !batch.isSettled(index) else { return }
        let message = batch.messages[index]
        let problem = message.fault ?? self.write(message)
        if let problem {
            let error = AMQPError(.badConfiguration, "the message can't be sent: \(problem)")
            self.settle(PublishID(batch: batch.number, index: index), .unsettled(error))
            return
        }
        let label: ConfirmWindow.Label? =
            if message.mandatory {
                ConfirmWindow.Label(
                    exchange: message.exchange,
                    routingKey: message.routingKey,
                    messageID: message.properties.messageID
                )
            } else {
                nil
            }
        self.confirms.published(PublishID(batch: batch.number, index: index), label: label)
    }

    /// Writes a message, or the beginning of a large one; what is wrong with it, if it can't be written.
    private func write(_ message: OutboundMessage) -> String? {
        let frameMax = Int(self.link.tuning.frameMax)
        var fits = true
        self.link.write { writer in
            fits = writer.publish(message, channel: Self.channel, frameMax: frameMax)
        }
        guard fits else { return "its properties are larger than the \(frameMax) bytes of one frame" }
        self.partial = message.body[...]
        if message.body.count <= Self.bodyAtOnce {
            while !self.partial.isEmpty { self.writePart() }
        }
        return nil
    }

    private func writePart() {
        let size = Int(self.link.tuning.frameMax) - FrameWriter.frameOverhead
        let part = self.partial.prefix(size)
        self.link.write { $0.body(part, channel: Self.channel) }
        self.partial = self.partial.dropFirst(part.count)
        if self.partial.isEmpty { self.partial = [] }
    }
}
