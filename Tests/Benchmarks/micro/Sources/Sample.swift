import Adjudication
import JSON
import Messages
import Rulebook

/// One application with all that the stages make of it, so that each can be run alone.
struct Sample {
    let bytes: [UInt8]
    /// The same in its envelope.
    let message: [UInt8]
    let document: JSONDocument
    let application: Application
    let eligibility: Eligibility
    let assessment: Assessment
    let settled: Settled
    let decision: [UInt8]

    /// Takes an application through every stage; `nil` if it is not sound.
    init?(_ source: some Collection<UInt8>, shelf: RulebookShelf) throws {
        self.bytes = Array(source)
        self.message =
            Array(
                #"{"specversion":"1.0","id":"b-1","source":"portal","type":"rebated.application.submitted.v1","#.utf8
            ) + Array(#""time":"2026-03-02T09:15:04Z","datacontenttype":"application/json","data":"#.utf8)
            + self.bytes + Array("}".utf8)
        self.document = try JSONDocument(parsing: self.bytes)
        guard case .admitted(let application) = ApplicationReader.admit(self.document.root, shelf: shelf) else {
            return nil
        }
        self.application = application
        self.eligibility = Eligibility.assess(application)
        self.assessment = self.eligibility.calculate()
        self.settled = Self.settle(self.assessment)
        self.decision = self.settled.decision.json()
    }

    /// What comes with such a message.
    static let properties = DeliveryProperties(
        contentType: "application/cloudevents+json",
        messageID: "b-1",
        type: "rebated.application.submitted.v1",
        userID: "portal",
        routingKey: "submitted.program"
    )

    /// Settles against books that hold nothing yet.
    static func settle(_ assessment: Assessment) -> Settled {
        assessment.settle(budget: nil, decidedAt: "2026-03-02T09:15:04Z") { _ in .zero }
    }

    /// The event that tells a decision, as a portal gets it.
    static func event(_ decision: [UInt8], application: String) -> [UInt8] {
        OutgoingEvent.body(
            id: "5b4bb26c-1c5c-8f0e-a5ae-4b3a4d2a4b6e",
            type: .decisionMade,
            subject: application,
            time: "2026-03-02T09:15:04Z",
            data: { $0.raw(decision) }
        )
    }

    /// The sound applications among the acceptance cases of `file`, each in its first revision.
    static func all(in file: [UInt8], shelf: RulebookShelf) throws -> [Sample] {
        var reader = JSONStreamReader()
        reader.append(file)
        reader.end()
        var samples: [Sample] = []
        while let item = reader.next() {
            for value in try item.result.get().root["items"]?.elements.map(\.self) ?? [] {
                if let sample = try Sample(value.source, shelf: shelf) { samples.append(sample) }
            }
        }
        return samples
    }
}
