import Testing

@testable import Pipeline

@Suite("Inbox")
struct InboxTests {
    @Test func takesWhatIsReadyUpToTheLimitInOrder() {
        var inbox = Inbox<Int>()
        for number in 0..<5 { inbox.append(number, alone: false) }
        #expect(inbox.take(upTo: 3) == [0, 1, 2])
        #expect(inbox.take(upTo: 3) == [3, 4])
        #expect(inbox.take(upTo: 3) == [])
        #expect(inbox.isEmpty)
    }

    @Test func aCarefulItemSharesNoTransaction() {
        var inbox = Inbox<Int>()
        for number in 0..<5 { inbox.append(number, alone: number == 2) }
        #expect(inbox.take(upTo: 10) == [0, 1])
        #expect(inbox.take(upTo: 10) == [2])
        #expect(inbox.take(upTo: 10) == [3, 4])
    }

    @Test func whatIsPutBackComesFirstAndOneByOne() {
        var inbox = Inbox<Int>()
        inbox.append(3, alone: false)
        inbox.putBack([1, 2])
        #expect(inbox.count == 3)
        #expect(inbox.take(upTo: 10) == [1])
        #expect(inbox.take(upTo: 10) == [2])
        #expect(inbox.take(upTo: 10) == [3])
    }
}
