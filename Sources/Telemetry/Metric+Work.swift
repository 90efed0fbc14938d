// What is done: applications, reviews, and the time that it takes.
extension Metric {
    /// Applications that were answered.
    public static let applications = Self.counter(
        "rebated_applications_total",
        by: ["program", "outcome"],
        "Submissions and withdrawals that the ledger has settled, by what portals are told.",
        look: "The rate is the throughput. More rejected: a portal sends what does not fit."
    )
    /// Reviews that were answered.
    public static let reviews = Self.counter(
        "rebated_reviews_total",
        by: ["program", "outcome"],
        "Reviewers' answers that the ledger has settled; rejected are those that could not be taken.",
        look: "Many rejected: two people at one task, or a desk whose user is not trusted."
    )
    /// The time of a batch in a stage.
    public static let stageDuration = Self.histogram(
        "rebated_stage_duration_seconds",
        by: ["stage"],
        [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
        "The time that a batch spends in a stage, without waiting for the stage.",
        look: "The stage that takes longest is the one that holds back the others.",
        like: "messaging.process.duration"
    )
    /// From delivery to ack.
    public static let deliveryDuration = Self.histogram(
        "rebated_delivery_duration_seconds",
        by: ["queue"],
        Self.latencies,
        "From the delivery to its acknowledgement.",
        look: "Grows with --prefetch; far above that: the ledger or the broker is slow.",
        like: "messaging.process.duration"
    )
    /// From submission to decision.
    public static let endToEndDuration = Self.histogram(
        "rebated_end_to_end_duration_seconds",
        by: ["program"],
        Self.latencies + [300, 1_800, 7_200],
        "From the time that a submission bears, by its sender's clock, to the broker's confirm of its decision.",
        look: "What portals feel: the wait in the queue counts. Needs clocks that agree; a time to come counts as 0.",
        like: "messaging.client.operation.duration"
    )
    /// How many works a transaction settles.
    public static let batchSize = Self.histogram(
        "rebated_batch_size",
        [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1_024],
        "Applications and reviews in one transaction.",
        look: "Near --batch all the time: the ledger is what limits the throughput.",
        like: "messaging.batch.message_count"
    )

    static let latencies: [Double] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60]

    static let ofApplications: [Metric] = [Self.applications, Self.reviews, Self.endToEndDuration]
    static let ofStages: [Metric] = [Self.stageDuration, Self.batchSize]
}
