/// What happens to a worker that decides whether it is well.
///
/// Reasons are for people and hold nothing of an application.
public enum HealthEvent: Sendable, Equatable {
    /// A connection to the broker.
    public enum Connection: String, Sendable, Hashable, CaseIterable {
        /// The one that deliveries come on.
        case consuming
        /// The one that messages go out on.
        case publishing
    }

    /// A part of the worker that has to answer when it is asked.
    public enum Part: String, Sendable, Hashable, CaseIterable {
        /// The thread of the consuming connection.
        case consumer
        /// The thread of the publishing connection.
        case publisher
        /// The stage that settles.
        case settlement
    }

    // MARK: Rulebooks

    /// Rulebooks of this many programs are in force.
    case rulebooksLoaded(programs: Int)
    /// Changed rulebooks were refused; those in force stay.
    case rulebooksRefused(String)

    // MARK: The ledger

    /// The ledger works.
    case ledgerWorks
    /// The ledger can't be used, for this reason.
    case ledgerFailed(String)

    // MARK: The broker

    /// A worker begins, and will consume from these queues.
    case started(queues: [String])
    /// The broker can't be asked whether it has what a worker needs.
    case unreachable(String)
    /// A connection stands.
    case connected(Connection)
    /// A connection does not stand.
    case disconnected(Connection, String)
    /// Deliveries from a queue can come.
    case consuming(queue: String)
    /// No delivery from a queue can come.
    case notConsuming(queue: String, String)
    /// Messages can be published.
    case publishing
    /// No message can be published.
    case notPublishing(String)
    /// The broker takes no messages.
    case blocked(String)
    /// The broker takes messages again.
    case unblocked
    /// The worker takes nothing new and finishes what is in hand.
    case draining
    /// The worker has ended; another may be started in the process.
    case ended

    // MARK: Progress

    /// A part has answered.
    case answered(Part)
    /// What is in hand; once a second.
    case progress(Progress)

    /// How far the work is.
    public struct Progress: Sendable, Equatable {
        /// Deliveries that are not acknowledged.
        public var inHand: Int
        /// Deliveries that were acknowledged, since the worker began.
        public var finished: Int
        /// Whether nothing can be expected to move: something waits for the ledger, the broker, or a time to come.
        public var isWaiting: Bool
        /// How long it would take to finish what is in hand.
        public var estimate: Duration
        /// How long a stop may take.
        public var limit: Duration

        /// Progress of all its parts.
        public init(inHand: Int, finished: Int, isWaiting: Bool, estimate: Duration, limit: Duration) {
            self.inHand = inHand
            self.finished = finished
            self.isWaiting = isWaiting
            self.estimate = estimate
            self.limit = limit
        }
    }
}
