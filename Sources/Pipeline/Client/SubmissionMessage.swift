public import AMQP
internal import Foundation
public import JSON
internal import Messages

/// An application or a withdrawal on its way from a file to the broker.
public struct SubmissionMessage: Sendable {
    /// What to publish.
    public let message: OutboundMessage
    /// The application's id, as far as it can be read; for messages to the person who submits.
    public let application: String?
    /// The trace id that answers carry on: 32 hexadecimal digits.
    public let trace: String

    /// Takes a JSON value: a CloudEvent, or the bare data of an application.
    ///
    /// Nothing is checked beyond what is needed to address the message: the worker names every problem, and does it once.
    ///
    /// - Parameters:
    ///   - value: A CloudEvent if it has `specversion`, else an application; its bytes are sent as they are.
    ///   - user: The connection's user, which the broker vouches for; the worker answers to it.
    ///   - time: Seconds since 1970.
    ///   - trace: A trace id of its own, 32 hexadecimal digits.
    public init(_ value: JSONValue, user: String, time: UInt64, trace: String) {
        let isEvent = value["specversion"] != nil
        let data = isEvent ? value["data"] : value
        let type =
            (isEvent ? value["type"]?.string : nil) ?? EventType.applicationSubmitted.rawValue
        let program = data?["program"]?.string ?? Names.nobody
        self.trace = trace
        self.application = data?["application"]?.string

        var properties = Properties()
        properties.contentType = isEvent ? "application/cloudevents+json" : "application/json"
        properties.deliveryMode = 2
        properties.messageID = (isEvent ? value["id"]?.string : nil) ?? UUID().uuidString.lowercased()
        properties.correlationID = self.application
        properties.timestamp = time
        properties.type = type
        properties.appID = (isEvent ? value["source"]?.string : nil) ?? "rebated-submit"
        properties.userID = user
        properties.headers = [Header(TraceContext.header, .text("00-\(trace)-\(trace.prefix(16))-01"))]
        self.message = OutboundMessage(
            exchange: Names.applications,
            routingKey: type == EventType.applicationWithdrawn.rawValue
                ? Names.withdrawn(program) : Names.submitted(program),
            mandatory: true,
            properties: properties,
            body: Array(value.source)
        )
    }

    /// What a person reads when the broker did not take the message; `nil` if it did.
    ///
    /// - Parameter outcome: The broker's answer.
    public static func complaint(_ outcome: PublishOutcome) -> String? {
        switch outcome {
        case .confirmed:
            nil
        case .returned:
            "no queue takes it; `rebated topology apply` makes the queues"
        case .refused:
            "the queue refused it; it may be full"
        case .unsettled(let error):
            "not known whether the broker has it (submitting it again does no harm): \(error)"
        }
    }
}
