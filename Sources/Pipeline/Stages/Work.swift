internal import AMQP
internal import Adjudication
internal import JSON
internal import Settlement

/// A delivery on its way through the stages: what has been made of it so far.
///
/// Small, because it is copied from stage to stage: what does not change stands behind one reference.
struct Work: Sendable {
    /// How far it is.
    indirect enum Progress: Sendable {
        /// Read and found sound, with the JSON that it was read from.
        case admitted(Application, JSONValue)
        /// Every rule has its finding.
        case assessed(Eligibility, JSONValue)
        /// Nothing is left but to settle it.
        case ready(SettlementItem)
        /// It is not settled but set aside.
        case setAside(SetAsideReason)
    }

    /// What came in.
    final class Arrival: Sendable {
        /// The delivery as the broker handed it out.
        let delivery: Delivery
        /// Whom the answer goes to.
        let origin: Origin
        /// Why it is no event at all: it is set aside if the answer to it reaches nobody.
        let unreadable: String?

        init(delivery: Delivery, origin: Origin, unreadable: String?) {
            self.delivery = delivery
            self.origin = origin
            self.unreadable = unreadable
        }
    }

    /// What came in.
    let arrival: Arrival
    /// How far it is.
    var progress: Progress
    /// How often the ledger failed on it alone.
    var failures = 0

    init(delivery: Delivery, origin: Origin, progress: Progress, unreadable: String? = nil) {
        self.arrival = Arrival(delivery: delivery, origin: origin, unreadable: unreadable)
        self.progress = progress
    }
}
