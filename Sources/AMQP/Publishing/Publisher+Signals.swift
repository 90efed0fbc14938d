// What a publisher makes of what its connection tells.
extension Publisher {
    /// The only channel.
    static let channel: UInt16 = 1

    func received(_ signal: Link.Signal, now: Instant) throws(AMQPError) {
        switch signal {
        case .opened(let serverVersion, let host):
            self.onEvent(.connected(serverVersion: serverVersion, host: host))
            self.perform(self.state.connected(), now: now)
        case .frame(let frame):
            try self.received(frame, now: now)
        case .blocked(let reason):
            self.onEvent(.blocked(reason: reason))
            if self.isStopping { self.settleAll(AMQPError(.blocked, "the broker takes no messages at present")) }
        case .unblocked:
            self.onEvent(.unblocked)
        case .lost(let error, let retryIn):
            self.lostChannel(error)
            self.state.connectionLost()
            self.channelDeadline = nil
            if self.isStopping { self.settleAll(error) }
            self.onEvent(.disconnected(error, retryIn: retryIn))
        case .ended:
            let error = AMQPError(.stopped, "the publisher was told to stop")
            self.state.connectionLost()
            self.channelDeadline = nil
            self.settleAll(error)
            self.onEvent(.disconnected(error, retryIn: nil))
        }
    }

    private func received(_ frame: InboundFrame, now: Instant) throws(AMQPError) {
        switch frame {
        case .heartbeat: break
        case .method(Self.channel, let method):
            switch method {
            case .ack(let tag, let multiple):
                self.settle(self.confirms.answered(tag: tag, multiple: multiple, positive: true))
            case .nack(let tag, let multiple):
                self.wasRefused(now: now)
                self.settle(self.confirms.answered(tag: tag, multiple: multiple, positive: false))
            case .returned(let head):
                try self.returns.began(head)
            case .channelFlow(let active):
                self.link.write { $0.flowOk(active: active, channel: Self.channel) }
            default:
                let jitter = Double.random(in: 0...1)
                self.perform(self.state.received(method, at: now, jitter: jitter), now: now)
            }
        case .header(Self.channel, let bodySize, let properties):
            if let message = try self.returns.header(bodySize: bodySize, properties) { try self.returned(message) }
        case .body(Self.channel, let part):
            if let message = try self.returns.body(part) { try self.returned(message) }
        case .method, .header, .body:
            throw AMQPError(.protocolViolation, "the broker used a channel that was never opened")
        }
    }

    private func returned(_ message: MessageAssembler<InboundMethod.Returned>.Message) throws(AMQPError) {
        let label = ConfirmWindow.Label(
            exchange: message.head.exchange,
            routingKey: message.head.routingKey,
            messageID: message.properties.messageID
        )
        guard self.confirms.returned(label, code: message.head.code, text: message.head.text) != nil else {
            // Going on would take the ack that follows for a success.
            throw AMQPError(.protocolViolation, "the broker returned a message that was not sent")
        }
    }

    func perform(_ actions: [PublishingState.Action], now: Instant) {
        for action in actions {
            self.channelDeadline = nil
            switch action {
            case .openChannel:
                self.channelDeadline = now + self.configuration.rpcTimeout
                self.returns = MessageAssembler(maximumBodySize: 0)
                self.link.write { $0.channelOpen(Self.channel) }
            case .selectConfirms:
                self.channelDeadline = now + self.configuration.rpcTimeout
                self.link.write { $0.confirmSelect(channel: Self.channel) }
            case .answerChannelClose:
                self.link.write { $0.method(.channelCloseOk, channel: Self.channel) }
            case .tellReady:
                self.onEvent(.publishing)
            case .retry(let wait, let reason):
                let error = AMQPError(reason, about: "an exchange", at: self.link.url)
                self.lostChannel(error)
                if self.isStopping { self.settleAll(error) }
                self.channelDeadline = now + wait
                self.onEvent(.publishingFailed(error, retryIn: wait))
            }
        }
    }

    /// Nothing that was written on this channel will be answered.
    private func lostChannel(_ error: AMQPError) {
        self.partial = []
        for id in self.confirms.lost() { self.settle(id, .unsettled(error)) }
    }

    private func settle(_ settlements: [ConfirmWindow.Settlement]) {
        for settlement in settlements {
            let outcome: PublishOutcome =
                switch settlement.answer {
                case .confirmed: .confirmed
                case .refused: .refused
                case .returned(let code, let text): .returned(code: code, text: text)
                }
            self.settle(settlement.id, outcome)
        }
    }

    func settle(_ id: PublishID, _ outcome: PublishOutcome) {
        // A call whose deadline has passed is gone already.
        guard let batch = self.batches[id.batch] else { return }
        if batch.settle(id.index, outcome) { self.batches[id.batch] = nil }
    }

    func settleAll(_ error: AMQPError) {
        for batch in self.batches.values { batch.settleRest(.unsettled(error)) }
        self.batches = [:]
        self.unwritten = []
        self.earliestDeadline = nil
    }
}
