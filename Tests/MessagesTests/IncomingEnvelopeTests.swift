import JSON
import Messages
import Testing

@Suite("An incoming message")
struct IncomingEnvelopeTests {
    private let event = """
        {"specversion":"1.0","id":"e1","source":"portal","type":"rebated.application.submitted.v1",
         "time":"2026-03-02T09:15:04Z","data":{"application":"A-1"}}
        """

    private func problems(_ body: String, _ properties: DeliveryProperties = DeliveryProperties()) -> [String] {
        do throws(EnvelopeError) {
            _ = try IncomingEnvelope(body: Array(body.utf8), properties: properties)
            return []
        } catch {
            return error.problems.map(\.path)
        }
    }

    @Test func isReadAsAnEventInStructuredMode() throws {
        let properties = DeliveryProperties(contentType: "application/cloudevents+json; charset=utf-8")
        let envelope = try IncomingEnvelope(body: Array(self.event.utf8), properties: properties)
        #expect(envelope.type == .applicationSubmitted)
        #expect(envelope.id == "e1")
        #expect(envelope.time == "2026-03-02T09:15:04Z")
        #expect(envelope.data["application"]?.string == "A-1")
    }

    @Test func isReadAsBareDataWithItsProperties() throws {
        let properties = DeliveryProperties(
            contentType: "application/json",
            messageID: "m1",
            type: "rebated.application.withdrawn.v1",
            timestamp: 1_772_442_904
        )
        let envelope = try IncomingEnvelope(body: Array(#"{"application":"A-1"}"#.utf8), properties: properties)
        #expect(envelope.type == .applicationWithdrawn)
        #expect(envelope.id == "m1")
        #expect(envelope.time == "2026-03-02T09:15:04Z")
    }

    @Test(arguments: [
        ("submitted.efficiency-works", EventType.applicationSubmitted),
        ("withdrawn.nys-clean-heat", .applicationWithdrawn),
        ("completed.worcester-energy", .reviewCompleted),
    ])
    func withoutATypeIsToldByItsRoutingKey(key: String, type: EventType) throws {
        let properties = DeliveryProperties(contentType: "application/json", routingKey: key)
        #expect(try IncomingEnvelope(body: Array("{}".utf8), properties: properties).type == type)
    }

    @Test func thatDoesNotSayWhatItIsIsUnderstoodByItsShape() throws {
        #expect(try IncomingEnvelope(body: Array(self.event.utf8), properties: DeliveryProperties()).id == "e1")
    }

    @Test(arguments: ["", "   ", "nonsense", "{\"a\":", "[1,2]", "\"text\"", "NaN", "{\"a\":NaN}", "null"])
    func thatIsNoJSONObjectIsRefused(body: String) {
        #expect(self.problems(body).isEmpty == false)
    }

    @Test func thatIsAHalfEventIsToldEveryFault() {
        let body = #"{"specversion":"0.3","id":"","type":"rebated.unheard.of","data":{"application":"A-7"}}"#
        let properties = DeliveryProperties(contentType: "application/cloudevents+json")
        #expect(self.problems(body, properties) == ["specversion", "id", "source", "type"])
    }

    @Test(arguments: ["rubbish", "2026-03-02", "2026-03-02T09:15:04", "2026-13-02 09:15:04Z", "٢026-03-02T09:15:04Z"])
    func thatHasNoTimeButRubbishIsTakenWithoutIt(time: String) throws {
        let body = self.event.replacing("2026-03-02T09:15:04Z", with: time)
        #expect(try IncomingEnvelope(body: Array(body.utf8), properties: DeliveryProperties()).time == nil)
    }

    @Test func ofAnUnknownTypeIsRefused() {
        let properties = DeliveryProperties(contentType: "application/json", type: "com.example.order")
        #expect(self.problems("{}", properties) == ["type"])
        #expect(self.problems("{}", DeliveryProperties(contentType: "application/json")) == ["type"])
    }
}
