public import AMQP

/// How a worker works.
public struct WorkerConfiguration: Sendable {
    /// Where the broker is.
    public var broker: ConnectionConfiguration
    /// Deliveries of one queue that are in hand and not yet acknowledged, at most: bounds the worker's memory.
    public var prefetch: UInt16 = 512
    /// Works in one transaction, at most.
    public var batch = 256
    /// Deliveries that go from stage to stage together, at most.
    public var parcel = 64
    /// How many tasks take batches through the pure stages, beside the one that receives them.
    public var lanes = 1
    /// Failed deliveries of one message before it is set aside.
    public var deliveryLimit = 10
    /// How often a message that may kill workers is tried alone before it is set aside.
    public var carefulAttempts = 3
    /// Names of the retry queues, and how long each holds a message, in milliseconds.
    public var retryDelays = WorkTopology.retryDelays
    /// Users of the broker, beside the worker's own, whose word on where a message comes from or who answers is believed.
    public var trustedUsers: Set<String> = []
    /// Whether reviewers' answers are taken that come without a user for whom the broker vouches.
    public var takesReviewsWithoutUser = true
    /// Retry queues that are known to send messages back.
    var provenRetryQueues: Set<String> = []
    /// How often it is looked for events whose worker has died.
    public var outboxInterval: Duration = .seconds(5)
    /// How to wait before events that no queue took are tried again, while the worker and the broker just go on.
    public var returnedBackoff = Backoff(initial: .seconds(30), maximum: .seconds(3_600))
    /// The broker's management API, through which policies are checked at the start; `nil` for no such check.
    public var management: ManagementAPI?
    /// Where to die, for tests.
    public var stopPoints = StopPoints.none
    /// Bytes; a larger message is refused.
    public var maximumBodySize = 16 << 20
    /// How to wait after a failure of the ledger or of a publication.
    public var backoff = Backoff(maximum: .seconds(15))
    /// How long a stop may take to finish what is in hand.
    public var drain: Duration = .seconds(25)

    /// The defaults, for one broker.
    public init(broker: ConnectionConfiguration) {
        self.broker = broker
    }
}
