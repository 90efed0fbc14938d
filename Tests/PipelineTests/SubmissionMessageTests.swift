import AMQP
import JSON
import Testing

@testable import Pipeline

@Suite("Messages that are submitted")
struct SubmissionMessageTests {
    private static let trace = "0af7651916cd43dd8448eb211c80319c"

    private func message(_ text: String) throws -> SubmissionMessage {
        SubmissionMessage(try JSONDocument(parsing: Array(text.utf8)).root, user: "acme", time: 7, trace: Self.trace)
    }

    @Test func bareDataIsSentAsItStands() throws {
        let text = #"{"application":"A-1",  "program":"efficiency-works"}"#
        let submission = try self.message(text)
        let message = submission.message
        #expect(submission.application == "A-1")
        #expect(message.body == Array(text.utf8))
        #expect(message.exchange == "rebated.applications")
        #expect(message.routingKey == "submitted.efficiency-works")
        #expect(message.mandatory)
        #expect(message.properties.contentType == "application/json")
        #expect(message.properties.type == "rebated.application.submitted.v1")
        #expect(message.properties.deliveryMode == 2)
        #expect(message.properties.userID == "acme")
        #expect(message.properties.correlationID == "A-1")
        #expect(message.properties.timestamp == 7)
        #expect(message.properties.messageID?.isEmpty == false)
        let traceparent = message.properties[header: "traceparent"]?.text
        #expect(traceparent == "00-0af7651916cd43dd8448eb211c80319c-0af7651916cd43dd-01")
    }

    @Test func anEventKeepsItsIdTypeAndSource() throws {
        let submission = try self.message(
            """
            {"specversion": "1.0", "id": "e-1", "source": "portal", "type": "rebated.application.withdrawn.v1",
             "data": {"program": "p", "application": "A-1", "reason": "moved"}}
            """
        )
        #expect(submission.message.routingKey == "withdrawn.p")
        #expect(submission.message.properties.contentType == "application/cloudevents+json")
        #expect(submission.message.properties.messageID == "e-1")
        #expect(submission.message.properties.appID == "portal")
    }

    @Test func whatHasNoProgramIsSentAllTheSameForTheWorkerToAnswer() throws {
        #expect(try self.message("{}").message.routingKey == "submitted.-")
    }

    @Test func onlyAConfirmIsNoComplaint() {
        #expect(SubmissionMessage.complaint(.confirmed) == nil)
        #expect(SubmissionMessage.complaint(.refused) != nil)
        #expect(SubmissionMessage.complaint(.returned(code: 312, text: "NO_ROUTE"))?.contains("topology apply") == true)
        #expect(SubmissionMessage.complaint(.unsettled(AMQPError(.timedOut, "late"))) != nil)
    }
}
