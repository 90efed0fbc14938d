internal import AMQP
internal import JSON
internal import Messages
internal import Pipeline

/// Which submissions have been answered.
///
/// It is filled before anything is sent, since an answer may be there sooner than the broker's confirm.
actor AnswerBook {
    /// What has not been answered, by trace id.
    private var waiting: [String: String] = [:]
    private var isComplete = false
    private let isJSON: Bool
    /// How many were rejected.
    private(set) var rejected = 0
    /// How many were decided, whatever the decision.
    private(set) var decided = 0

    /// An empty book; `isJSON`: events are printed whole.
    init(isJSON: Bool) {
        self.isJSON = isJSON
    }

    /// The submissions that have no answer, by the places that they came from.
    var unanswered: [String] { self.waiting.values.sorted() }

    /// Whether nothing more will be sent, and everything has its answer.
    var isDone: Bool { self.isComplete && self.waiting.isEmpty }

    /// Notes what is about to be sent.
    func expect(_ entries: [SubmissionSource.Entry]) {
        for entry in entries {
            let name = entry.submission.application.map { "application \(Console.clean($0))" } ?? "message"
            self.waiting[entry.submission.trace] = "\(entry.place): \(name)"
        }
    }

    /// Takes back what the broker did not take.
    func forget(_ entry: SubmissionSource.Entry) {
        self.waiting[entry.submission.trace] = nil
    }

    /// Says that nothing more is sent.
    func complete() {
        self.isComplete = true
    }

    /// Takes an event: an answer to something that is waited for is counted and printed, anything else is not.
    func take(_ delivery: Delivery) {
        guard let trace = Trace.id(of: delivery), self.waiting[trace] != nil,
            let document = try? JSONDocument(parsing: delivery.body)
        else { return }
        switch document.root["type"]?.string.flatMap(EventType.init(rawValue:)) {
        case .decisionMade: self.decided += 1
        case .applicationRejected: self.rejected += 1
        default: return
        }
        self.waiting[trace] = nil
        if self.isJSON {
            // The worker writes events without line breaks.
            Console.say(String(decoding: delivery.body, as: UTF8.self))
        } else {
            Console.say(EventLine.text(document.root, sent: delivery.properties.timestamp))
        }
    }
}
