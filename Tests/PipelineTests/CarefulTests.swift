import AMQP
import Digest
import Ledger
import Messages
import Synchronization
import Testing

@testable import Pipeline

@Suite("Messages that may kill workers", .timeLimit(.minutes(1))) struct CarefulTests {
    @Test func areNotedAndTriedTogetherTheFirstTime() async throws {
        let ledger = FaultyLedger(try SQLiteLedger())
        let harness = try ChainHarness(ledger: ledger)
        await harness.deliver([(1...5).map { Deliveries.application("A-\($0)", tag: $0, failed: 3) }])
        #expect(harness.record.acknowledged.count == 5)
        #expect(ledger.attempts == [1, 1, 1, 1, 1])
        #expect(ledger.transactions.max() == 5)
    }

    @Test func areTriedAloneOneAfterTheOtherWhenAWorkerHasDiedWithThem() async throws {
        let ledger = FaultyLedger(try SQLiteLedger())
        let deliveries = (1...5).map { Deliveries.application("A-\($0)", tag: $0, failed: 4) }
        for delivery in deliveries { _ = try await ledger.noteAttempt(SHA256.digest(delivery.body)) }
        let harness = try ChainHarness(ledger: ledger)
        await harness.deliver([deliveries])
        #expect(harness.record.acknowledged.map(\.tag) == [1, 2, 3, 4, 5])
        #expect(ledger.attempts == [1, 1, 1, 1, 1, 2, 2, 2, 2, 2])
        #expect(ledger.transactions.max() == 1)
    }

    @Test func areDroppedWhereTheBrokerHandsOutAnotherCopy() async throws {
        let room = WaitingRoom()
        let old = Deliveries.application("A-1", tag: 1, failed: 3)
        let new = Delivery(queue: old.queue, body: old.body, receipt: Receipt(epoch: 2, tag: 1))
        room.saw([old])
        room.add(old)
        room.saw([new])
        room.add(new)
        #expect(await room.next(waiting: false)?.receipt == new.receipt)
        #expect(await room.next(waiting: false) == nil)
    }

    @Test func areForgottenWhenTheyEnd() async throws {
        let ledger = FaultyLedger(try SQLiteLedger())
        for _ in 0..<5 {
            let harness = try ChainHarness(ledger: ledger)
            await harness.deliver([[Deliveries.application("A-1", tag: 1, failed: 3)]])
            #expect(harness.record.acknowledged.count == 1)
        }
        #expect(ledger.attempts == [1, 1, 1, 1, 1])
    }

    @Test func areSetAsideAfterThreeWorkersDiedOfThem() async throws {
        let ledger = FaultyLedger(try SQLiteLedger())
        let poison = Deliveries.application("A-1", tag: 1, failed: 5)
        // Three workers that died with it in hand: noted, and never ended.
        for _ in 0..<3 { _ = try await ledger.noteAttempt(SHA256.digest(poison.body)) }
        let harness = try ChainHarness(ledger: ledger)
        await harness.deliver([[poison, Deliveries.application("A-2", tag: 2, failed: 5)]])
        let dead = harness.record.published.filter { $0.exchange == "rebated.dead" }
        #expect(dead.map { $0.properties[header: "x-reason"] } == ["kills-workers"])
        #expect(dead.map(\.properties.messageID) == ["m-1"])
        #expect(Set(harness.record.acknowledged.map(\.tag)) == [1, 2])
        #expect(harness.record.published.contains { $0.properties.correlationID == "A-2" })
        // It has ended, so it may be tried again if somebody sends it again.
        #expect(try await ledger.noteAttempt(SHA256.digest(poison.body)) == 1)
    }

    @Test func holdUpNoOther() async throws {
        let gate = Mutex(false)
        let harness = try ChainHarness(
            ledger: SQLiteLedger(),
            answer: { message, _ in
                let isShut = message.properties.correlationID == "A-1" && !gate.withLock { $0 }
                return isShut ? .unsettled(AMQPError(.connectionLost, "lost")) : .confirmed
            }
        )
        try await harness.run { deliver in
            deliver([
                Deliveries.application("A-1", tag: 1, failed: 3), Deliveries.application("A-2", tag: 2, failed: 3),
            ])
            deliver([Deliveries.application("A-3", tag: 3)])
            try await harness.until { $0.acknowledged.map(\.tag).contains(3) }
            #expect(!harness.record.acknowledged.map(\.tag).contains(1))
            gate.withLock { $0 = true }
            try await harness.until { $0.acknowledged.count == 3 }
        }
    }

    @Test func areNotTriedWhileTheLedgerCantNoteThem() async throws {
        let faults = [LedgerFault(.io, "away"), LedgerFault(.io, "away")]
        let ledger = FaultyLedger(try SQLiteLedger(), noteFaults: faults)
        let harness = try ChainHarness(ledger: ledger)
        await harness.deliver([[Deliveries.application("A-1", tag: 1, failed: 3)]])
        #expect(harness.record.acknowledged.count == 1)
        #expect(ledger.attempts == [1])
    }
}
