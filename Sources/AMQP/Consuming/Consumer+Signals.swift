// What a consumer makes of what its connection tells.
extension Consumer {
    func received(_ signal: Link.Signal, now: Instant) throws(AMQPError) {
        switch signal {
        case .opened(let serverVersion, let host):
            self.onEvent(.connected(serverVersion: serverVersion, host: host))
            for index in self.channels.indices {
                self.perform(self.channels[index].state.connected(), on: index, now: now)
            }
        case .frame(let frame):
            try self.received(frame, now: now)
        case .blocked(let reason):
            self.onEvent(.blocked(reason: reason))
        case .unblocked:
            self.onEvent(.unblocked)
        case .lost(let error, let retryIn):
            self.lostConnection(now: now)
            self.onEvent(.disconnected(error, retryIn: retryIn))
        case .ended:
            self.lostConnection(now: now)
            self.onEvent(.disconnected(AMQPError(.stopped, "the consumer was told to stop"), retryIn: nil))
        }
    }

    private func lostConnection(now: Instant) {
        for index in self.channels.indices {
            self.lostChannel(index)
            self.channels[index].deadline = nil
            self.perform(self.channels[index].state.connectionLost(), on: index, now: now)
        }
    }

    /// What came on this channel and was not handed over comes again.
    private func lostChannel(_ index: Int) {
        let epoch = self.channels[index].epoch
        self.channels[index].closed()
        guard epoch != 0 else { return }
        self.batch.removeAll { $0.receipt.epoch == epoch }
        self.buffer.drop(epoch: epoch)
    }

    private func received(_ frame: InboundFrame, now: Instant) throws(AMQPError) {
        switch frame {
        case .heartbeat: break
        case .method(let channel, let method):
            let index = try self.index(ofChannel: channel)
            switch method {
            case .deliver(let head):
                try self.channels[index].assembler.began(head)
            case .channelFlow(let active):
                self.link.write { $0.flowOk(active: active, channel: channel) }
            default:
                let jitter = Double.random(in: 0...1)
                let actions = self.channels[index].state.received(method, at: now, jitter: jitter)
                self.perform(actions, on: index, now: now)
            }
        case .header(let channel, let bodySize, let properties):
            let index = try self.index(ofChannel: channel)
            if let message = try self.channels[index].assembler.header(bodySize: bodySize, properties) {
                try self.delivered(message, on: index)
            }
        case .body(let channel, let part):
            let index = try self.index(ofChannel: channel)
            if let message = try self.channels[index].assembler.body(part) {
                try self.delivered(message, on: index)
            }
        }
    }

    private func delivered(
        _ message: MessageAssembler<InboundMethod.Deliver>.Message,
        on index: Int
    ) throws(AMQPError) {
        let isUnwanted = self.isStopping && self.isOverBudget
        let size = isUnwanted ? 0 : message.body.count
        guard self.channels[index].acks.delivered(tag: message.head.tag, size: size) else {
            throw AMQPError(.protocolViolation, "the broker left out a delivery's number")
        }
        if self.isStopping { self.channels[index].quietMoment?.delivered(at: .now) }
        // Without an ack it goes back to its queue when the connection closes.
        if isUnwanted { return }
        self.batch.append(
            Delivery(
                queue: self.channels[index].subscription.queue,
                exchange: message.head.exchange,
                routingKey: message.head.routingKey,
                redelivered: message.head.redelivered,
                properties: message.properties,
                body: message.body,
                bodySize: message.bodySize,
                receipt: Receipt(epoch: self.channels[index].epoch, tag: message.head.tag)
            )
        )
    }

    private func index(ofChannel channel: UInt16) throws(AMQPError) -> Int {
        guard channel >= 1, channel <= self.channels.count else {
            throw AMQPError(.protocolViolation, "the broker used channel \(channel), which was never opened")
        }
        return Int(channel) - 1
    }

    func perform(_ actions: [SubscriptionState.Action], on index: Int, now: Instant) {
        let channel = self.channels[index].number
        let subscription = self.channels[index].subscription
        let answerBy = now + self.configuration.rpcTimeout
        for action in actions {
            self.channels[index].deadline = nil
            switch action {
            case .openChannel:
                self.channels[index].deadline = answerBy
                self.link.write { $0.channelOpen(channel) }
            case .setPrefetch:
                self.lastEpoch += 1
                self.channels[index].opened(epoch: self.lastEpoch)
                self.channels[index].deadline = answerBy
                self.link.write { $0.qos(prefetch: subscription.prefetch, channel: channel) }
            case .consume:
                self.channels[index].deadline = answerBy
                self.link.write {
                    $0.consume(queue: subscription.queue, consumerTag: subscription.consumerTag, channel: channel)
                }
            case .cancel(let consumerTag):
                self.channels[index].deadline = answerBy
                self.link.write { $0.cancel(consumerTag: consumerTag, channel: channel) }
            case .answerChannelClose:
                self.lostChannel(index)
                self.link.write { $0.method(.channelCloseOk, channel: channel) }
            case .tellConsuming:
                self.onEvent(.consuming(queue: subscription.queue))
            case .tellCancelled:
                self.onEvent(.consumerCancelled(queue: subscription.queue))
            case .retry(let wait, let reason):
                self.channels[index].deadline = now + wait
                if let reason {
                    let error = AMQPError(reason, about: "queue '\(subscription.queue)'", at: self.link.url)
                    self.onEvent(.subscriptionFailed(queue: subscription.queue, error, retryIn: wait))
                }
            case .ended: break
            }
        }
    }
}
