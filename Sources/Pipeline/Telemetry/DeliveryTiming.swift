internal import AMQP
internal import Messages
internal import Settlement

/// When a delivery came, for the time that it took: a small value that travels with it to its end.
struct DeliveryTiming: Sendable, Equatable {
    /// Whether it came from the queue of reviews.
    let isReview: Bool
    /// When the worker got it.
    let arrivedAt: ContinuousClock.Instant
    /// The program, and when the submission was made as its sender's clock has it, in milliseconds since 1970; `nil` for
    /// what is no decided submission.
    var submission: (program: String, madeAt: Int64)?

    static func == (left: DeliveryTiming, right: DeliveryTiming) -> Bool {
        left.isReview == right.isReview && left.arrivedAt == right.arrivedAt
            && left.submission?.program == right.submission?.program
            && left.submission?.madeAt == right.submission?.madeAt
    }

    /// Of a delivery that has been dealt with; `item` is what the ledger made of it.
    init(_ work: Work, _ item: SettledItem?) {
        self.isReview = work.arrival.delivery.queue == Names.reviews
        self.arrivedAt = work.arrival.arrivedAt
        if let item, let program = item.program, case .ready(.submission) = work.progress, case .decision = item.answer,
            item.status != "duplicate",
            let madeAt = work.arrival.origin.time.flatMap({ Instant(timestamp: $0) })
        {
            self.submission = (program, madeAt.milliseconds)
        }
    }
}
