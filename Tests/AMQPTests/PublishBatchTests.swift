import Testing

@testable import AMQP

@Suite struct PublishBatchTests {
    private let messages = (0..<3).map { OutboundMessage(exchange: "", routingKey: "\($0)", body: []) }

    private func outcomes(_ act: (PublishBatch) -> Void) async -> [PublishOutcome] {
        await withCheckedContinuation { caller in
            act(PublishBatch(number: 1, self.messages, deadline: .now, caller: caller))
        }
    }

    @Test func theCallerGetsOneOutcomeForEachMessageInItsOrder() async {
        let outcomes = await self.outcomes { batch in
            #expect(!batch.settle(2, .refused))
            #expect(!batch.settle(0, .confirmed))
            #expect(batch.settle(1, .returned(code: 312, text: "NO_ROUTE")))
        }
        #expect(outcomes == [.confirmed, .returned(code: 312, text: "NO_ROUTE"), .refused])
    }

    @Test func theFirstOutcomeCounts() async {
        let late = AMQPError(.timedOut, "late")
        let outcomes = await self.outcomes { batch in
            _ = batch.settle(0, .confirmed)
            _ = batch.settle(0, .refused)
            _ = batch.settle(7, .refused)
            batch.settleRest(.unsettled(late))
            batch.settleRest(.refused)
        }
        #expect(outcomes == [.confirmed, .unsettled(late), .unsettled(late)])
    }

    @Test func onlyWrittenMessagesAwaitAnAnswer() async {
        _ = await self.outcomes { batch in
            #expect(batch.unanswered == 0)
            batch.next = 2
            #expect(batch.unanswered == 2)
            _ = batch.settle(0, .confirmed)
            #expect(batch.unanswered == 1)
            batch.settleRest(.refused)
            #expect(batch.isWritten)
        }
    }

    @Test func whatTheProtocolCannotCarryIsFoundBeforeItIsSent() {
        var message = OutboundMessage(exchange: "x", routingKey: String(repeating: "k", count: 255), body: [])
        #expect(message.fault == nil)
        message.routingKey += "k"
        #expect(message.fault?.contains("routing key") == true)
        message.routingKey = "k"
        message.properties.correlationID = String(repeating: "ü", count: 128)
        #expect(message.fault?.contains("255") == true)
        message.properties.correlationID = nil
        message.properties.headers = [Header(String(repeating: "h", count: 256), 1)]
        #expect(message.fault?.contains("header") == true)
    }
}
