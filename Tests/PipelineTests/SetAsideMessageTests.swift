import AMQP
import Messages
import Testing

@testable import Pipeline

@Suite("Messages that are set aside")
struct SetAsideMessageTests {
    @Test func withoutRoomForTheirStoryTheyLoseTheHeadersOfTheirSender() throws {
        var properties = Properties()
        properties.headers = [Header("x-large", .text(String(repeating: "x", count: 130_000)))]
        let receipt = Receipt(epoch: 1, tag: 1)
        let delivery = Delivery(queue: "q", properties: properties, body: [1], receipt: receipt)
        let provenance = Provenance(delivery, trusted: [])
        let reason = SetAsideReason.deliveredTooOften(limit: 10)
        let message = SetAsideMessage.make(delivery, provenance, reason: reason, at: Instant(milliseconds: 0))
        var round = PublicationRound([
            Parcel(receipt: receipt, messages: [Parcel.Outgoing(event: nil, message: message)], fallback: nil)
        ])
        let progress = round.answered([.unsettled(AMQPError(.badConfiguration, "too large"))])
        #expect(progress.setback == "too large")
        let again = try #require(round.messages.first)
        #expect(again.properties[header: "x-large"] == nil)
        #expect(again.properties[header: "x-reason"] == "delivered-too-often")
        #expect(again.properties[header: "x-from-user"] == "-")
        #expect(again.body == [1])
        #expect(round.answered([.confirmed]).marks.receipts == [receipt])
    }

    @Test func theyTellWhyWhenWhereFromAndHowOften() {
        var properties = Properties()
        properties.userID = "portal"
        properties.messageID = "m"
        properties.headers = [Header("x-delivery-count", .int(11)), Header("traceparent", "00-1"), Header("CC", "x")]
        let delivery = Delivery(
            queue: "rebated.applications",
            exchange: "rebated.applications",
            routingKey: "submitted.p",
            properties: properties,
            body: [1, 2],
            receipt: Receipt(epoch: 1, tag: 1)
        )
        let message = SetAsideMessage.make(
            delivery,
            Provenance(delivery, trusted: []),
            reason: .deliveredTooOften(limit: 10),
            at: Instant(milliseconds: 1_772_442_904_007)
        )
        #expect(message.exchange == "rebated.dead")
        #expect(message.body == [1, 2])
        #expect(message.mandatory)
        #expect(message.properties.userID == nil)
        #expect(message.properties.messageID == "m")
        #expect(message.properties.deliveryMode == 2)
        #expect(message.properties[header: "x-reason"] == "delivered-too-often")
        #expect(message.properties[header: "x-set-aside-at"] == "2026-03-02T09:15:04Z")
        #expect(message.properties[header: "x-from-queue"] == "rebated.applications")
        #expect(message.properties[header: "x-from-exchange"] == "rebated.applications")
        #expect(message.properties[header: "x-from-routing-key"] == "submitted.p")
        #expect(message.properties[header: "x-from-user"] == "portal")
        #expect(message.properties[header: "x-deliveries"] == 12)
        #expect(message.properties[header: "traceparent"] == "00-1")
        #expect(message.properties[header: "CC"] == nil)
        #expect(message.properties[header: "x-delivery-count"] == nil)
    }
}
