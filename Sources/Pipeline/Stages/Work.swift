internal import AMQP
internal import Adjudication
internal import JSON
internal import Settlement

/// A delivery on its way through the stages: what has been made of it so far.
struct Work: Sendable {
    /// How far it is.
    enum Progress: Sendable {
        /// Read and found sound, with the JSON that it was read from.
        case admitted(Application, JSONValue)
        /// Every rule has its finding.
        case assessed(Eligibility, JSONValue)
        /// Nothing is left but to settle it.
        case ready(SettlementItem)
        /// It is not settled but set aside.
        case setAside(SetAsideReason)
    }

    /// The delivery; its body is kept only where the original may have to be set aside.
    var delivery: Delivery
    /// Whom the answer goes to.
    let origin: Origin
    /// How far it is.
    var progress: Progress
    /// Why it is no event at all: it is set aside if the answer to it reaches nobody.
    var unreadable: String?
    /// How often the ledger failed on it alone.
    var failures = 0
}
