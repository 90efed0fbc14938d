import AMQP
import Testing

@testable import Pipeline

@Suite("Publication, round by round")
struct PublicationRoundTests {
    private func outgoing(_ event: String?, exchange: String = "x") -> Parcel.Outgoing {
        let message = OutboundMessage(exchange: exchange, routingKey: "k.\(event ?? "dead")", body: [])
        return Parcel.Outgoing(event: event, message: message)
    }

    private func parcel(_ tag: UInt64, _ events: [String], fallback: OutboundMessage? = nil) -> Parcel {
        Parcel(
            receipt: Receipt(epoch: 1, tag: tag),
            messages: events.map { self.outgoing($0) },
            fallback: fallback
        )
    }

    private let lost = AMQPError(.connectionLost, "lost")

    @Test func confirmedEventsAreMarkedAndTheirDeliveriesEnd() {
        var round = PublicationRound([self.parcel(1, ["a", "b"]), self.parcel(2, ["c"])])
        #expect(round.messages.map(\.routingKey) == ["k.a", "k.b", "k.c"])
        let progress = round.answered([.confirmed, .confirmed, .confirmed])
        #expect(progress.marks.published == ["a", "b", "c"])
        #expect(progress.marks.receipts.map(\.tag) == [1, 2])
        #expect(progress.setback == nil)
        #expect(round.isDone)
    }

    @Test func aDeliveryWaitsForTheLastOfItsEvents() {
        var round = PublicationRound([self.parcel(1, ["a", "b"]), self.parcel(2, ["c"])])
        let first = round.answered([.confirmed, .unsettled(self.lost), .confirmed])
        #expect(first.marks.published == ["a", "c"])
        #expect(first.marks.receipts.map(\.tag) == [2])
        #expect(first.setback == "lost")
        #expect(round.messages.map(\.routingKey) == ["k.b"])
        #expect(round.answered([.confirmed]).marks.receipts.map(\.tag) == [1])
        #expect(round.isDone)
    }

    @Test func aReturnedEventStaysInTheOutboxAndItsDeliveryEnds() {
        var round = PublicationRound([self.parcel(1, ["a"])])
        let progress = round.answered([.returned(code: 312, text: "NO_ROUTE")])
        #expect(progress.marks.returned == [Marks.Returned(id: "a", reason: "312 NO_ROUTE")])
        #expect(progress.marks.published.isEmpty)
        #expect(progress.marks.receipts.map(\.tag) == [1])
        #expect(progress.unroutable.map(\.routingKey) == ["k.a"])
        #expect(round.isDone)
    }

    @Test func anUnroutableAnswerToRubbishSetsTheOriginalAside() {
        let fallback = self.outgoing(nil, exchange: "dead").message
        var round = PublicationRound([self.parcel(1, ["a"], fallback: fallback)])
        let first = round.answered([.returned(code: 312, text: "NO_ROUTE")])
        #expect(first.marks.receipts.isEmpty)
        #expect(round.messages.map(\.exchange) == ["dead"])
        #expect(round.answered([.confirmed]).marks.receipts.map(\.tag) == [1])
    }

    @Test func whatIsSetAsideGoesOutUntilAQueueTakesIt() {
        var round = PublicationRound([
            Parcel(receipt: Receipt(epoch: 1, tag: 1), messages: [self.outgoing(nil)], fallback: nil)
        ])
        let first = round.answered([.returned(code: 312, text: "NO_ROUTE")])
        #expect(first.setback != nil)
        #expect(!round.isDone)
        #expect(round.answered([.confirmed]).marks.receipts.map(\.tag) == [1])
    }

    @Test func aQueueThatRefusesForLongHoldsNobodyUp() {
        var round = PublicationRound([self.parcel(1, ["a"])], refusalLimit: 3)
        #expect(round.answered([.refused]).marks.receipts.isEmpty)
        #expect(round.answered([.refused]).marks.receipts.isEmpty)
        let last = round.answered([.refused])
        #expect(last.marks.returned.map(\.id) == ["a"])
        #expect(last.marks.receipts.map(\.tag) == [1])
        #expect(round.isDone)
    }

    @Test func aDeliveryWithoutEventsEndsAtOnce() {
        var round = PublicationRound([self.parcel(1, []), self.parcel(2, ["a"])])
        let marks = round.takeEmpty()
        #expect(marks.receipts.map(\.tag) == [1])
        #expect(marks.isEmpty)
        #expect(round.messages.count == 1)
    }

    @Test func aMessageThatCanNotBeSentAtAllIsNotTriedForEver() {
        var round = PublicationRound([self.parcel(1, ["a"])])
        let progress = round.answered([.unsettled(AMQPError(.badConfiguration, "too long"))])
        #expect(progress.marks.returned == [Marks.Returned(id: "a", reason: "too long")])
        #expect(progress.marks.receipts.map(\.tag) == [1])
        #expect(round.isDone)
    }

    @Test func anObjectionOfTheBrokerIsToldFromALostConnection() {
        var round = PublicationRound([self.parcel(1, ["a"])])
        #expect(!round.answered([.unsettled(self.lost)]).hasObjection)
        #expect(round.answered([.unsettled(AMQPError(.notFound, "no exchange"))]).hasObjection)
        #expect(!round.isDone)
    }

    @Test func aDestinationIsToldOnce() {
        var notices = UnroutableNotices()
        let here = PublicationRound.Destination(exchange: "x", routingKey: "a", reason: "312")
        let there = PublicationRound.Destination(exchange: "x", routingKey: "b", reason: "312")
        #expect(notices.news([here, here, there]) == [here, there])
        #expect(notices.news([here]).isEmpty)
        #expect(notices.count == 4)
    }
}
