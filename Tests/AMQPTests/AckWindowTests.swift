import Testing

@testable import AMQP

@Suite struct AckWindowTests {
    private func window(_ count: UInt64) -> AckWindow {
        var window = AckWindow()
        for tag in 0..<count { _ = window.delivered(tag: tag + 1) }
        return window
    }

    @Test func anUnbrokenRunIsAckedWithOneFrame() {
        var window = self.window(5)
        for tag: UInt64 in [3, 1, 2] { #expect(window.acked(tag: tag) == true) }
        #expect(window.takeAcks() == .init(upTo: 3))
        #expect(window.takeAcks() == .init())
        #expect(window.unacked == 2)
    }

    @Test func whatIsAckedOutOfOrderIsAckedAlone() {
        var window = self.window(6)
        for tag: UInt64 in [1, 2, 4, 6] { #expect(window.acked(tag: tag) == true) }
        #expect(window.takeAcks() == .init(upTo: 2, single: [4, 6]))
        // What was acked alone counts in the run, but is not acked twice.
        #expect(window.acked(tag: 3) == true)
        #expect(window.takeAcks() == .init(single: [3]))
        #expect(window.acked(tag: 5) == true)
        #expect(window.takeAcks() == .init(single: [5]))
        #expect(window.unacked == 0)
    }

    @Test func aRejectionNeitherBlocksNorEndsARun() {
        var window = self.window(4)
        #expect(window.rejected(tag: 2) == true)
        for tag: UInt64 in [1, 3] { #expect(window.acked(tag: tag) == true) }
        #expect(window.takeAcks() == .init(upTo: 3))
        // The last frame's number must be one that the broker still waits for.
        var other = self.window(3)
        #expect(other.rejected(tag: 3) == true)
        for tag: UInt64 in [1, 2] { #expect(other.acked(tag: tag) == true) }
        #expect(other.takeAcks() == .init(upTo: 2))
    }

    @Test func anAckIsNeverSentTwice() {
        var window = self.window(2)
        #expect(window.acked(tag: 1) == true)
        #expect(window.acked(tag: 1) == false)
        #expect(window.rejected(tag: 1) == false)
        #expect(window.takeAcks() == .init(single: [1]))
        #expect(window.acked(tag: 1) == false)
        #expect(window.rejected(tag: 2) == true)
        #expect(window.acked(tag: 2) == false)
        #expect(window.takeAcks() == .init())
    }

    @Test(arguments: [UInt64(0), 3, .max]) func numbersThatWereNotDeliveredAreRefused(_ tag: UInt64) {
        var window = self.window(2)
        #expect(window.acked(tag: tag) == false)
        #expect(window.rejected(tag: tag) == false)
    }

    @Test func deliveriesComeWithoutGaps() {
        var window = self.window(2)
        #expect(window.delivered(tag: 4) == false)
        #expect(window.delivered(tag: 2) == false)
        #expect(window.delivered(tag: 3) == true)
    }

    @Test func bytesCountUntilTheirAck() {
        var window = AckWindow()
        for tag: UInt64 in 1...3 { #expect(window.delivered(tag: tag, size: 100) == true) }
        #expect(window.unackedBytes == 300)
        #expect(window.acked(tag: 2) == true)
        #expect(window.acked(tag: 2) == false)
        #expect(window.rejected(tag: 1) == true)
        #expect(window.unackedBytes == 100)
    }

    @Test func bodiesThatAreDroppedCountNoMore() {
        var window = AckWindow()
        for tag: UInt64 in 1...3 { #expect(window.delivered(tag: tag, size: 100) == true) }
        window.bodyDropped(tag: 2)
        window.bodyDropped(tag: 2)
        window.bodyDropped(tag: 9)
        #expect(window.unackedBytes == 200 && window.unacked == 3)
        #expect(window.acked(tag: 2) == true)
        window.bodyDropped(tag: 2)
        #expect(window.unackedBytes == 200 && window.unacked == 2)
    }

    @Test func rejectionsAloneLeaveNothingBehind() {
        var window = AckWindow()
        for tag: UInt64 in 1...10_000 {
            #expect(window.delivered(tag: tag) == true)
            #expect(window.rejected(tag: tag) == true)
            #expect(window.takeAcks() == .init())
        }
        #expect(window.unacked == 0)
    }

    @Test func everyDeliveryIsAckedExactlyOnceInAnyOrder() {
        var random = SplitMix(seed: 7)
        for _ in 0..<50 {
            var window = AckWindow()
            var waiting: [UInt64] = []
            var broker: Set<UInt64> = []
            var next: UInt64 = 1
            for _ in 0..<2_000 {
                if Bool.random(using: &random) || waiting.isEmpty {
                    #expect(window.delivered(tag: next) == true)
                    waiting.append(next)
                    broker.insert(next)
                    next += 1
                } else {
                    let tag = waiting.remove(at: Int.random(in: 0..<waiting.count, using: &random))
                    if Int.random(in: 0..<10, using: &random) == 0 {
                        #expect(window.rejected(tag: tag) == true)
                        #expect(broker.remove(tag) != nil)
                    } else {
                        #expect(window.acked(tag: tag) == true)
                    }
                }
                if Int.random(in: 0..<5, using: &random) == 0 {
                    let acks = window.takeAcks()
                    if let upTo = acks.upTo {
                        #expect(broker.contains(upTo))
                        broker = broker.filter { $0 > upTo }
                    }
                    for tag in acks.single { #expect(broker.remove(tag) != nil) }
                }
                #expect(window.unacked == waiting.count)
            }
            _ = window.takeAcks()
            #expect(window.unacked == waiting.count)
        }
    }
}
