import Testing

@testable import AMQP

@Suite struct PublishingStateTests {
    private let now = ContinuousClock.Instant.now
    private let reason = CloseReason(code: 404, text: "NOT_FOUND - no exchange 'x' in vhost '/'", method: "")

    private func ready() -> PublishingState {
        var state = PublishingState(
            backoff: Backoff(initial: .seconds(1), maximum: .seconds(8), stableAfter: .seconds(10))
        )
        #expect(state.connected() == [.openChannel])
        #expect(state.awaitsAnswer)
        #expect(state.received(.channelOpenOk, at: self.now, jitter: 1) == [.selectConfirms])
        #expect(!state.isReady)
        #expect(state.received(.confirmSelectOk, at: self.now, jitter: 1) == [.tellReady])
        return state
    }

    @Test func nothingIsPublishedBeforeConfirmsAreOn() {
        let state = self.ready()
        #expect(state.isReady)
        #expect(!state.awaitsAnswer)
    }

    @Test func aClosedChannelIsAnsweredAndOpenedAgainLater() {
        var state = self.ready()
        #expect(
            state.received(.channelClose(self.reason), at: self.now, jitter: 1)
                == [.answerChannelClose, .retry(after: .seconds(1), self.reason)]
        )
        #expect(!state.isReady)
        #expect(state.waited() == [.openChannel])
        #expect(state.waited() == [])
        #expect(
            state.received(.channelClose(self.reason), at: self.now, jitter: 1)
                == [.answerChannelClose, .retry(after: .seconds(2), self.reason)]
        )
    }

    @Test func aChannelThatHeldForLongStartsWithTheFirstWaitAgain() {
        var state = self.ready()
        for _ in 0..<4 {
            _ = state.received(.channelClose(self.reason), at: self.now, jitter: 1)
            _ = state.waited()
            _ = state.received(.channelOpenOk, at: self.now, jitter: 1)
            _ = state.received(.confirmSelectOk, at: self.now, jitter: 1)
        }
        #expect(
            state.received(.channelClose(self.reason), at: self.now + .seconds(10), jitter: 1)
                == [.answerChannelClose, .retry(after: .seconds(1), self.reason)]
        )
    }

    @Test func aLostConnectionForgetsTheWait() {
        var state = self.ready()
        _ = state.received(.channelClose(self.reason), at: self.now, jitter: 1)
        state.connectionLost()
        #expect(state.waited() == [])
        #expect(state.connected() == [.openChannel])
    }

    @Test(arguments: [InboundMethod.confirmSelectOk, .channelOpenOk, .consumeOk(consumerTag: ""), .other(9)])
    func answersWithoutAQuestionChangeNothing(_ method: InboundMethod) {
        var state = self.ready()
        #expect(state.received(method, at: self.now, jitter: 1) == [])
        #expect(state.isReady)
    }
}
