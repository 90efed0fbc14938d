import Testing

@testable import AMQP

@Suite struct ConfirmWindowTests {
    private func window(_ count: Int, label: ConfirmWindow.Label? = nil) -> ConfirmWindow {
        var window = ConfirmWindow()
        for index in 0..<count { window.published(PublishID(batch: 1, index: index), label: label) }
        return window
    }

    private func settled(_ indices: some Sequence<Int>, _ answer: ConfirmWindow.Answer) -> [ConfirmWindow.Settlement] {
        indices.map { ConfirmWindow.Settlement(id: PublishID(batch: 1, index: $0), answer: answer) }
    }

    @Test func multipleAckConfirmsEverythingUpToItsNumber() {
        var window = self.window(3)
        #expect(window.answered(tag: 2, multiple: true, positive: true) == self.settled(0..<2, .confirmed))
        #expect(window.answered(tag: 2, multiple: true, positive: true) == [])
        #expect(window.waiting == 1)
    }

    @Test func answersComeOutOfOrderAndMixed() {
        // As a full queue with overflow reject-publish answers: nack 2, nack 3, nack 4, ack 1.
        var window = self.window(4)
        #expect(window.answered(tag: 2, multiple: false, positive: false) == self.settled([1], .refused))
        #expect(window.answered(tag: 3, multiple: false, positive: false) == self.settled([2], .refused))
        #expect(window.answered(tag: 4, multiple: false, positive: false) == self.settled([3], .refused))
        #expect(window.answered(tag: 1, multiple: false, positive: true) == self.settled([0], .confirmed))
        #expect(window.waiting == 0)
    }

    @Test func multipleSkipsWhatIsSettledAlready() {
        var window = self.window(4)
        #expect(window.answered(tag: 2, multiple: false, positive: false) == self.settled([1], .refused))
        #expect(window.answered(tag: 3, multiple: true, positive: true) == self.settled([0, 2], .confirmed))
    }

    @Test func numberZeroWithMultipleMeansAll() {
        var window = self.window(3)
        #expect(window.answered(tag: 0, multiple: true, positive: true) == self.settled(0..<3, .confirmed))
        #expect(window.answered(tag: 0, multiple: true, positive: true) == [])
    }

    @Test(arguments: [(UInt64(0), false), (4, false), (4, true), (.max, true), (.max, false)])
    func numbersThatTheBrokerCannotMeanAreIgnored(_ tag: UInt64, _ multiple: Bool) {
        var window = self.window(3)
        #expect(window.answered(tag: tag, multiple: multiple, positive: true) == [])
        #expect(window.waiting == 3)
    }

    @Test func theAckAfterAReturnIsNoSuccess() {
        let label = ConfirmWindow.Label(exchange: "decisions", routingKey: "a.approved", messageID: "m1")
        var window = self.window(2, label: label)
        let id = window.returned(label, code: 312, text: "NO_ROUTE")
        #expect(id == PublishID(batch: 1, index: 0))
        #expect(
            window.answered(tag: 2, multiple: true, positive: true)
                == self.settled([0], .returned(code: 312, text: "NO_ROUTE")) + self.settled([1], .confirmed)
        )
    }

    @Test func aReturnIsToldByWhatWasWrittenOnTheMessage() {
        var window = ConfirmWindow()
        let labels = ["m1", "m2", "m3"]
            .map { ConfirmWindow.Label(exchange: "x", routingKey: "k", messageID: $0) }
        for (index, label) in labels.enumerated() {
            window.published(PublishID(batch: 1, index: index), label: label)
        }
        window.published(PublishID(batch: 1, index: 3), label: nil)
        #expect(window.returned(labels[1], code: 312, text: "")?.index == 1)
        // Once is once.
        #expect(window.returned(labels[1], code: 312, text: "") == nil)
        let foreign = ConfirmWindow.Label(exchange: "x", routingKey: "k", messageID: nil)
        #expect(window.returned(foreign, code: 312, text: "") == nil)
    }

    @Test func aSettledMessageCannotComeBack() {
        let label = ConfirmWindow.Label(exchange: "x", routingKey: "k", messageID: "m")
        var window = self.window(1, label: label)
        _ = window.answered(tag: 1, multiple: false, positive: true)
        #expect(window.returned(label, code: 312, text: "") == nil)
    }

    @Test func aLostChannelLeavesTheRestUnsettledAndCountsAnew() {
        var window = self.window(3)
        _ = window.answered(tag: 2, multiple: false, positive: true)
        #expect(window.lost().map(\.index) == [0, 2])
        #expect(window.waiting == 0)
        window.published(PublishID(batch: 2, index: 0), label: nil)
        let answer = window.answered(tag: 1, multiple: false, positive: true)
        #expect(answer.map(\.id) == [PublishID(batch: 2, index: 0)])
    }

    @Test func longRunsKeepTheirNumbers() {
        var window = ConfirmWindow()
        var settled: [Int] = []
        for index in 0..<10_000 {
            window.published(PublishID(batch: 1, index: index), label: nil)
            // Every second one at once, the others much later.
            let tag = index % 2 == 0 ? UInt64(index + 1) : UInt64(max(index - 500, 0))
            settled += window.answered(tag: tag, multiple: false, positive: true).map(\.id.index)
        }
        settled += window.answered(tag: 10_000, multiple: true, positive: true).map(\.id.index)
        #expect(settled.sorted() == Array(0..<10_000))
        #expect(window.waiting == 0)
    }
}
