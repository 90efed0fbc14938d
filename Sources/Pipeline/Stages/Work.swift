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
        /// Where it really comes from.
        let provenance: Provenance
        /// Whom the answer goes to.
        let origin: Origin
        /// Why it is no event at all: it is set aside if the answer to it reaches nobody.
        let unreadable: String?
        /// Under which the ledger has noted that it is tried; `nil` for all but those that may kill workers.
        let fingerprint: [UInt8]?
        /// When it came in.
        let arrivedAt: ContinuousClock.Instant
        /// Its part in a trace; `nil` if that isn't kept.
        let trace: DeliveryTrace?

        init(
            delivery: Delivery,
            provenance: Provenance,
            origin: Origin,
            unreadable: String?,
            fingerprint: [UInt8]?,
            arrivedAt: ContinuousClock.Instant,
            trace: DeliveryTrace?
        ) {
            self.delivery = delivery
            self.provenance = provenance
            self.origin = origin
            self.unreadable = unreadable
            self.fingerprint = fingerprint
            self.arrivedAt = arrivedAt
            self.trace = trace
        }
    }

    /// What came in.
    let arrival: Arrival
    /// How far it is.
    var progress: Progress
    /// How often the ledger failed on it since it was last taken up.
    var failures = 0
    /// How often it was held here for want of a retry queue.
    var waits = 0

    /// How often it was tried again after a wait, wherever it waited.
    var tries: Int { self.arrival.provenance.attempts + self.waits }

    /// Whether the pure stages have nothing to do with it any more.
    var isReady: Bool {
        switch self.progress {
        case .admitted, .assessed: false
        case .ready, .setAside: true
        }
    }

    init(_ arrival: Arrival, progress: Progress) {
        self.arrival = arrival
        self.progress = progress
    }
}
