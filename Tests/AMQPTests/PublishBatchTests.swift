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
        func fault(key: Int = 1, _ change: (inout Properties) -> Void = { _ in }) -> String? {
            var properties = Properties()
            change(&properties)
            let key = String(repeating: "k", count: key)
            return OutboundMessage(exchange: "x", routingKey: key, properties: properties, body: []).fault
        }
        #expect(fault(key: 255) == nil)
        #expect(fault(key: 256)?.contains("routing key") == true)
        #expect(fault { $0.correlationID = String(repeating: "ü", count: 128) }?.contains("255") == true)
        #expect(fault { $0.headers = [Header(String(repeating: "h", count: 256), 1)] }?.contains("header") == true)
    }
}
