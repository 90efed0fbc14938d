/// Why a message went to `rebated.dead`.
enum SetAsideReason: Sendable, Hashable {
    /// It was delivered so often without an end that it is taken for one that kills workers.
    case deliveredTooOften(limit: Int)
    /// It can't be taken, and nobody would hear the answer: the event with this routing key has no queue.
    case unanswerable(routingKey: String, problem: String)
    /// The ledger failed on this one message alone, several times.
    case ledgerFault(String)

    /// One word for the routing key and for grouping.
    var code: String {
        switch self {
        case .deliveredTooOften: "delivered-too-often"
        case .unanswerable: "unanswerable"
        case .ledgerFault: "ledger-fault"
        }
    }

    /// One line without personal data.
    var description: String {
        switch self {
        case .deliveredTooOften(let limit):
            "delivered more than \(limit) times without an end; it may be what stops the workers"
        case .unanswerable(let routingKey, let problem):
            "\(problem); no queue takes the answer (routing key \(routingKey))"
        case .ledgerFault(let message):
            "the ledger fails on this message alone: \(message)"
        }
    }
}
