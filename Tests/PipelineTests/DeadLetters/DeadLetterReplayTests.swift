import AMQP
import Messages
import Synchronization
import Testing

@testable import Pipeline

@Suite("Dead letters that are sent again")
struct DeadLetterReplayTests {
    private let letters: [(delivery: Delivery, letter: DeadLetter)] = (1...4)
        .map { number in
            let delivery = letter("\(number)", key: "k.\(number)") {
                $0.headers = [Header("x-from-exchange", .text(Names.applications))]
            }
            return (delivery, DeadLetter(delivery, trusted: []))
        }

    private func obstacles(
        _ answer: @escaping @Sendable ([OutboundMessage]) -> [PublishOutcome]
    ) async -> [DeadLetterReplay.Result] {
        await DeadLetterReplay(as: "worker") { answer($0) }.replay(self.letters)
    }

    @Test func leaveTheQueueOnlyIfTheBrokerHasThem() async {
        let results = await self.obstacles { _ in
            [
                .confirmed, .returned(code: 312, text: "NO_ROUTE"), .refused,
                .unsettled(AMQPError(.timedOut, "no answer")),
            ]
        }
        #expect(results.map { $0.obstacle == nil } == [true, false, false, false])
        #expect(results[1].obstacle == "no queue takes it (312 NO_ROUTE)")
        #expect(results.map(\.isHopeless) == [false, false, false, true])
        #expect(results.map(\.letter.routingKey) == ["k.1", "k.2", "k.3", "k.4"])
    }

    @Test func sufferFromNoExchangeButTheirOwn() async {
        let calls = Mutex<[[String]]>([])
        let missing = AMQPError(.notFound, replyCode: 404, "no exchange")
        let other = letter("x", key: "k.5") { $0.headers = [Header("x-from-exchange", "missing")] }
        let mixed = [(delivery: other, letter: DeadLetter(other, trusted: []))] + self.letters
        let replay = DeadLetterReplay(as: "worker") { messages in
            calls.withLock { $0.append(messages.map(\.routingKey)) }
            return messages.map { $0.exchange == "missing" ? .unsettled(missing) : .confirmed }
        }
        let results = await replay.replay(mixed)
        #expect(calls.withLock { $0 } == [["k.5"], ["k.1", "k.2", "k.3", "k.4"]])
        #expect(results.map { $0.obstacle == nil } == [false, true, true, true, true])
        #expect(results.map(\.isHopeless) == [false, false, false, false, false])
    }
}

@Suite("Dead letters that are meant")
struct DeadLetterFilterTests {
    private func letter(_ body: String, reason: String, key: String) -> DeadLetter {
        let delivery = PipelineTests.letter(body, key: key) { $0.headers = [Header("x-reason", .text(reason))] }
        return DeadLetter(delivery, trusted: [])
    }

    @Test func haveEveryPartThatIsNamed() {
        let first = self.letter("1", reason: "a", key: "submitted.p")
        #expect(DeadLetterFilter().selects(first))
        #expect(DeadLetterFilter(ids: [first.shortID], reason: "a", program: "p").selects(first))
        #expect(!DeadLetterFilter(reason: "b").selects(first))
        #expect(!DeadLetterFilter(program: "q").selects(first))
        #expect(!DeadLetterFilter(ids: [String(first.id.reversed())]).selects(first))
    }

    @Test func areNamedByIDsThatMeanOneLetterOnly() {
        let filter = DeadLetterFilter(ids: ["abcd", "abcd12", "ffff"])
        let found: Set = ["abcd1234", "abcd9999"]
        #expect(filter.ambiguous(found) == ["abcd"])
        #expect(filter.missing(found) == ["ffff"])
        #expect(DeadLetterFilter.fault("abcd") == nil)
        for wrong in ["", "abc", "ABCD", "xyz1", String(repeating: "a", count: 65)] {
            #expect(DeadLetterFilter.fault(wrong) != nil)
        }
    }

    @Test func areGroupedByReasonTheLargestFirst() {
        var groups = DeadLetterGroups(examples: 2)
        for number in 1...5 { groups.add(self.letter("\(number)", reason: "b", key: "submitted.p")) }
        groups.add(self.letter("6", reason: "a", key: "submitted.q"))
        #expect(groups.count == 6)
        #expect(groups.sorted.map(\.reason) == ["b", "a"] && groups.sorted.map(\.count) == [5, 1])
        #expect(groups.sorted[0].programs == ["p": 5] && groups.sorted[0].examples.count == 2)
    }

    @Test func ofEndlesslyManyReasonsTakeBoundedRoom() {
        var groups = DeadLetterGroups(examples: 1)
        for number in 1...5_000 { groups.add(self.letter("x", reason: "r-\(number)", key: "submitted.p\(number)")) }
        #expect(groups.sorted.count == 101 && groups.count == 5_000)
        #expect(groups.sorted[0].reason == "other" && groups.sorted[0].programs.count == 101)
    }
}
