/// Why a message went to `rebated.dead`.
enum SetAsideReason: Sendable, Hashable {
    /// It was delivered so often without an end that it is taken for one that kills workers.
    case deliveredTooOften(limit: Int)
    /// It can't be taken, and nobody would hear the answer: the event with this routing key has no queue.
    case unanswerable(routingKey: String, problem: String)
    /// The ledger failed on this one message alone, every time that it was tried.
    case ledgerFault(String, tries: Int)
    /// Workers died each time that they had it in hand alone.
    case killsWorkers(attempts: Int)

    /// Every ``code``.
    static let codes = ["delivered-too-often", "unanswerable", "ledger-fault", "kills-workers"]

    /// One word for the routing key and for grouping.
    var code: String {
        switch self {
        case .deliveredTooOften: "delivered-too-often"
        case .unanswerable: "unanswerable"
        case .ledgerFault: "ledger-fault"
        case .killsWorkers: "kills-workers"
        }
    }

    /// One line without personal data.
    var description: String {
        switch self {
        case .deliveredTooOften(let limit):
            "delivered more than \(limit) times without an end; it may be what stops the workers"
        case .unanswerable(let routingKey, let problem):
            "\(problem); no queue takes the answer (routing key \(routingKey))"
        case .ledgerFault(let message, let tries):
            "the ledger fails on this message alone, also after it was tried again \(tries) times: \(message)"
        case .killsWorkers(let attempts): "a worker died each of the \(attempts) times that it was taken in hand alone"
        }
    }
}
