import Testing

@testable import AMQP

@Suite struct SubscriptionStateTests {
    private let now = ContinuousClock.Instant.now
    private let backoff = Backoff(initial: .seconds(1), maximum: .seconds(8), stableAfter: .seconds(10))
    private let missing = CloseReason(code: 404, text: "NOT_FOUND - no queue 'q' in vhost '/'", method: "")

    private func consuming() -> SubscriptionState {
        var state = SubscriptionState(backoff: self.backoff)
        #expect(state.connected() == [.openChannel])
        #expect(self.hear(&state, .channelOpenOk) == [.setPrefetch])
        #expect(self.hear(&state, .qosOk) == [.consume])
        #expect(self.hear(&state, .consumeOk(consumerTag: "c")) == [.tellConsuming])
        #expect(state.isConsuming)
        return state
    }

    private func hear(
        _ state: inout SubscriptionState,
        _ method: InboundMethod,
        after: Duration = .zero
    ) -> [SubscriptionState.Action] {
        state.received(method, at: self.now + after, jitter: 1)
    }

    @Test func prefetchIsSetBeforeTheFirstDelivery() {
        #expect(!self.consuming().awaitsAnswer)
    }

    @Test func aMissingQueueIsAskedForAgainOnANewChannel() {
        var state = SubscriptionState(backoff: self.backoff)
        _ = state.connected()
        _ = self.hear(&state, .channelOpenOk)
        _ = self.hear(&state, .qosOk)
        #expect(
            self.hear(&state, .channelClose(self.missing))
                == [.answerChannelClose, .retry(after: .seconds(1), self.missing)]
        )
        #expect(!state.awaitsAnswer)
        #expect(state.waited() == [.openChannel])
        _ = self.hear(&state, .channelOpenOk)
        _ = self.hear(&state, .qosOk)
        #expect(
            self.hear(&state, .channelClose(self.missing))
                == [.answerChannelClose, .retry(after: .seconds(2), self.missing)]
        )
    }

    @Test func aSubscriptionThatTheBrokerEndsIsMadeAgainOnTheSameChannel() {
        var state = self.consuming()
        #expect(self.hear(&state, .cancel(consumerTag: "c")) == [.tellCancelled, .retry(after: .seconds(1), nil)])
        #expect(!state.isConsuming)
        #expect(state.waited() == [.consume])
        #expect(self.hear(&state, .consumeOk(consumerTag: "c")) == [.tellConsuming])
    }

    @Test func oneThatHeldForLongStartsWithTheFirstWaitAgain() {
        var state = self.consuming()
        for _ in 0..<5 {
            _ = self.hear(&state, .cancel(consumerTag: "c"), after: .seconds(1))
            _ = state.waited()
            _ = self.hear(&state, .consumeOk(consumerTag: "c"))
        }
        #expect(
            self.hear(&state, .cancel(consumerTag: "c"), after: .seconds(1))
                == [.tellCancelled, .retry(after: .seconds(8), nil)]
        )
        _ = state.waited()
        _ = self.hear(&state, .consumeOk(consumerTag: "c"))
        #expect(
            self.hear(&state, .cancel(consumerTag: "c"), after: .seconds(10))
                == [.tellCancelled, .retry(after: .seconds(1), nil)]
        )
    }

    @Test func aNewConnectionBeginsFromTheChannel() {
        var state = self.consuming()
        #expect(state.connectionLost() == [])
        #expect(!state.isConsuming)
        #expect(state.connected() == [.openChannel])
    }

    @Test func aStopCancelsAndEndsWithTheAnswer() {
        var state = self.consuming()
        #expect(state.stop() == [.cancel(consumerTag: "c")])
        #expect(state.awaitsAnswer)
        #expect(state.stop() == [])
        #expect(self.hear(&state, .cancelOk(consumerTag: "c")) == [.ended])
        #expect(state.hasEnded)
        #expect(state.connectionLost() == [])
    }

    @Test func aStopBetweenQuestionAndAnswerCancelsAfterTheAnswer() {
        var state = SubscriptionState(backoff: self.backoff)
        _ = state.connected()
        _ = self.hear(&state, .channelOpenOk)
        _ = self.hear(&state, .qosOk)
        #expect(state.stop() == [])
        #expect(self.hear(&state, .consumeOk(consumerTag: "c")) == [.cancel(consumerTag: "c")])
        #expect(self.hear(&state, .cancelOk(consumerTag: "c")) == [.ended])
    }

    @Test func aStopWithoutASubscriptionEndsAtOnce() {
        var down = SubscriptionState(backoff: self.backoff)
        #expect(down.stop() == [.ended])
        #expect(down.connected() == [])
        var waiting = self.consuming()
        _ = self.hear(&waiting, .cancel(consumerTag: "c"))
        #expect(waiting.stop() == [.ended])
        #expect(waiting.waited() == [])
    }

    @Test func aStopEndsHoweverTheBrokerTakesIt() {
        var lost = self.consuming()
        _ = lost.stop()
        #expect(lost.connectionLost() == [.ended])
        var closed = self.consuming()
        _ = closed.stop()
        #expect(self.hear(&closed, .channelClose(self.missing)) == [.answerChannelClose, .ended])
        var crossed = self.consuming()
        _ = crossed.stop()
        #expect(self.hear(&crossed, .cancel(consumerTag: "c")) == [.ended])
    }

    @Test func aChannelThatClosesAfterTheEndIsStillAnswered() {
        var state = self.consuming()
        _ = state.stop()
        _ = self.hear(&state, .cancelOk(consumerTag: "c"))
        #expect(self.hear(&state, .channelClose(self.missing)) == [.answerChannelClose])
    }

    @Test(arguments: [
        InboundMethod.qosOk, .cancelOk(consumerTag: "c"), .consumeOk(consumerTag: "c"), .confirmSelectOk, .other(1),
        .queueBindOk, .ack(tag: 1, multiple: true),
    ])
    func answersWithoutAQuestionChangeNothing(_ method: InboundMethod) {
        var state = self.consuming()
        #expect(self.hear(&state, method) == [])
        #expect(state.isConsuming)
    }
}
