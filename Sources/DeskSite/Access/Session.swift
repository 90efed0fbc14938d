internal import Desk

/// A reviewer's visit.
struct Session: Sendable {
    let id: String
    let reviewer: String
    /// What every form of the visit carries.
    let formToken = Secret.make()
    let begun: ContinuousClock.Instant
    var used: ContinuousClock.Instant
    /// Answers that were confirmed, by the id of their form: each can be sent once.
    var answers: [String: SentAnswer] = [:]
    /// The ids of forms, oldest first.
    var order: [String] = []

    /// An answer, from its confirmation on.
    struct SentAnswer: Sendable {
        let task: TaskSummary
        /// `nil` until it is known.
        var result: AnswerResult?
    }

    /// The most answers that a visit remembers.
    private static let remembered = 200

    init(reviewer: String, now: ContinuousClock.Instant) {
        self.id = Secret.make()
        self.reviewer = reviewer
        self.begun = now
        self.used = now
    }

    mutating func keep(_ answer: SentAnswer, form: String) {
        if self.answers[form] == nil { self.order.append(form) }
        self.answers[form] = answer
        if self.order.count > Self.remembered { self.answers[self.order.removeFirst()] = nil }
    }
}
