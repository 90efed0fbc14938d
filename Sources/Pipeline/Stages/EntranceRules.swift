internal import AMQP
internal import Adjudication
internal import JSON
internal import Messages

/// Whether who sent a message may say what it says.
///
/// The broker binds its users to routing keys, and vouches for the name in `user_id`. That a message says the same as its
/// key and its user, only who reads it can tell.
struct EntranceRules: Sendable {
    /// Users who may answer in the name of others, as a desk does that knows its reviewers; `nil`: everybody may.
    let vouching: Set<String>?
    /// Whether an answer is taken that no user stands behind.
    let takesReviewsWithoutUser: Bool

    /// Rules for looking ahead: what only a worker's settings tell is taken for granted.
    static let lookingAhead = EntranceRules(vouching: nil, takesReviewsWithoutUser: true)

    /// What is wrong with the key of a message of a type; `nil` if nothing is.
    func problem(_ delivery: Delivery, type: EventType) -> Problem? {
        guard let key = SentKey(delivery), key.type != type else { return nil }
        return Problem(path: "type", problem: "\(type.rawValue) was sent under the routing key \(key.text)")
    }

    /// What is wrong with the way of an application or a withdrawal here; `nil` if nothing is.
    func problem(_ delivery: Delivery, program: String?) -> Problem? {
        self.detour(delivery, path: "program")
            ?? program.flatMap { Self.mismatch(delivery, program: $0[...], path: "program") }
    }

    /// Looks at who sent an answer, and how.
    func look(at draft: inout OutcomeDraft, _ delivery: Delivery, user: String?) {
        if let detour = self.detour(delivery, path: "task") { draft.refusals.append(detour) }
        // A task's id begins with its program, so that a foreign task's state is not told either.
        if let program = draft.task?.split(separator: "/", omittingEmptySubsequences: false).first,
            let mismatch = Self.mismatch(delivery, program: program, path: "task")
        {
            draft.refusals.append(mismatch)
        }
        guard let user else {
            guard !self.takesReviewsWithoutUser else { return }
            let problem = "nobody vouches for it: set the property user_id to your own user at the broker"
            draft.refusals.append(Problem(path: "reviewer", problem: problem))
            return
        }
        guard let vouching, !vouching.contains(user) else { return }
        draft.sender = user
        if let reviewer = draft.reviewer, reviewer != user {
            draft.refusals.append(Problem(path: "reviewer", problem: "must be the user who sends the answer, \(user)"))
        }
    }

    private static func mismatch(_ delivery: Delivery, program: Substring, path: String) -> Problem? {
        guard let key = SentKey(delivery), key.program != program else { return nil }
        return Problem(path: path, problem: "was sent under the routing key \(key.text), which is another program's")
    }

    /// Before RabbitMQ 4.1 the keys in these headers are not held against anybody's permissions.
    private func detour(_ delivery: Delivery, path: String) -> Problem? {
        for name in ["CC", "BCC"] where delivery.properties[header: name] != nil {
            return Problem(path: path, problem: "was sent with the header \(name), past the routing key; leave it out")
        }
        return nil
    }
}
