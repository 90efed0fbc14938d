internal import Synchronization

// What a consumer does when its thread wakes. Nothing here waits.
extension Consumer {
    func turn(_ readiness: IOThread.Readiness) -> IOThread.Sleep {
        let now = Instant.now
        let handle = self.handler(now)
        self.link.turn(readiness, now: now, handle: handle)
        if self.stopRequested.load(ordering: .acquiring) {
            self.takeStop(now: now)
            self.cancelWhenQuiet(now: now, isUrgent: self.cancelRequested.load(ordering: .acquiring))
        }
        self.checkDeadlines(now: now, handle: handle)
        if !self.awaitsQuiet {
            self.takeRequests()
            self.sendAcks()
        }
        if self.isStopping, self.cancelRequested.load(ordering: .acquiring) {
            self.link.close(patience: .milliseconds(250), now: now, handle: handle)
        }
        self.link.flush(now: now, handle: handle)
        self.handOver()
        self.checkFinished()
        // The broker's answer to a stop must be read; what comes with it is dropped instead.
        self.link.isPaused = self.isOverBudget && !self.isStopping
        var sleep = self.link.sleep
        sleep.deadline = sleep.deadline.earlier(self.stopDeadline)
        for index in self.channels.indices {
            sleep.deadline = sleep.deadline.earlier(self.channels[index].deadline)
            if self.isStopping, self.channels[index].state.isConsuming {
                sleep.deadline = sleep.deadline.earlier(self.channels[index].quietMoment?.nextLook)
            }
        }
        return sleep
    }

    func startLink() {
        let now = Instant.now
        self.link.start(now: now, handle: self.handler(now))
    }

    func closeLink() {
        let now = Instant.now
        let patience = min(self.configuration.rpcTimeout, .seconds(2))
        self.link.close(patience: patience, now: now, handle: self.handler(now))
    }

    private func handler(_ now: Instant) -> Link.Handler {
        { signal throws(AMQPError) in try self.received(signal, now: now) }
    }

    /// Begins to stop; does nothing the second time.
    func takeStop(now: Instant) {
        guard !self.isStopping else { return }
        self.isStopping = true
        self.stopDeadline = now + QuietMoment.patience + self.configuration.rpcTimeout
        for index in self.channels.indices { self.channels[index].quietMoment = QuietMoment(now: now) }
        self.link.stopReconnecting(now: now, handle: self.handler(now))
    }

    /// Ends the subscriptions to which nothing is under way.
    func cancelWhenQuiet(now: Instant, isUrgent: Bool) {
        for index in self.channels.indices {
            let channel = self.channels[index]
            let isHere = channel.quietMoment?.isHere(at: now, isFull: channel.isFull) ?? true
            guard isUrgent || isHere || !channel.state.isConsuming else { continue }
            self.perform(self.channels[index].state.stop(), on: index, now: now)
        }
    }

    /// Whether acks are held back until a subscription can be cancelled.
    private var awaitsQuiet: Bool { self.isStopping && self.channels.contains { $0.state.isConsuming } }

    /// Notes what was acked and rejected since the last time.
    func takeRequests() {
        let requests = self.requests.take()
        for receipt in requests.acks {
            guard let index = self.index(of: receipt), self.channels[index].acks.acked(tag: receipt.tag) else {
                self.staleReceipts += 1
                continue
            }
        }
        for receipt in requests.droppedBodies {
            guard let index = self.index(of: receipt) else { continue }
            self.channels[index].acks.bodyDropped(tag: receipt.tag)
        }
        for (receipt, requeue) in requests.rejections {
            guard let index = self.index(of: receipt), self.channels[index].acks.rejected(tag: receipt.tag) else {
                self.staleReceipts += 1
                continue
            }
            let channel = self.channels[index].number
            self.link.write { $0.reject(tag: receipt.tag, requeue: requeue, channel: channel) }
        }
    }

    func sendAcks() {
        for index in self.channels.indices where self.channels[index].epoch != 0 {
            let acks = self.channels[index].acks.takeAcks()
            guard !acks.isEmpty else { continue }
            let channel = self.channels[index].number
            self.link.write { writer in
                if let tag = acks.upTo { writer.ack(tag: tag, multiple: true, channel: channel) }
                for tag in acks.single { writer.ack(tag: tag, multiple: false, channel: channel) }
            }
        }
        if self.staleReceipts > 0 {
            self.onEvent(.staleReceipts(count: self.staleReceipts))
            self.staleReceipts = 0
        }
    }

    func index(of receipt: Receipt) -> Int? {
        guard receipt.epoch != 0 else { return nil }
        return self.channels.indices.first { self.channels[$0].epoch == receipt.epoch }
    }

    var isOverBudget: Bool { self.unacknowledgedBytes > self.byteBudget }

    private func handOver() {
        guard !self.batch.isEmpty else { return }
        self.buffer.append(self.batch)
        self.batch = []
    }

    private func checkDeadlines(now: Instant, handle: Link.Handler) {
        if let deadline = self.stopDeadline, now >= deadline, !self.hasFinished {
            self.link.reset(AMQPError(.timedOut, "no answer to a cancel"), now: now, handle: handle)
        }
        for index in self.channels.indices {
            guard let deadline = self.channels[index].deadline, now >= deadline else { continue }
            self.channels[index].deadline = nil
            if self.channels[index].state.awaitsAnswer {
                let queue = self.channels[index].subscription.queue
                let limit = self.configuration.rpcTimeout
                let error = AMQPError(.timedOut, "no answer about queue '\(queue)' within \(limit)")
                self.link.reset(error, now: now, handle: handle)
            } else {
                self.perform(self.channels[index].state.waited(), on: index, now: now)
            }
        }
    }

    private func checkFinished() {
        if self.isStopping, !self.hasFinished, self.channels.allSatisfy(\.state.hasEnded) {
            self.hasFinished = true
            self.stopDeadline = nil
            self.buffer.finish()
        }
        if self.hasFinished, let runner = self.runner {
            self.runner = nil
            runner.resume()
        }
        if self.link.isEnded, !self.closers.isEmpty {
            for closer in self.closers { closer.resume() }
            self.closers = []
        }
    }
}
