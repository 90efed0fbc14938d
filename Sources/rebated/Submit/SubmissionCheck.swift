internal import Adjudication
internal import JSON
internal import Messages
internal import Rulebook

/// Holds submissions against the rulebooks at hand, as the worker will against its own.
struct SubmissionCheck {
    let shelf: RulebookShelf

    /// Everything that is wrong with a submission, bare or as a CloudEvent; none: it is sound.
    func problems(_ value: JSONValue) -> [String] {
        let isEvent = value["specversion"] != nil
        guard let data = isEvent ? value["data"] : value else { return ["data: is required"] }
        let type = isEvent ? value["type"]?.string : EventType.applicationSubmitted.rawValue
        switch type.flatMap(EventType.init(rawValue:)) {
        case .applicationSubmitted:
            guard case .rejected(let rejection, _) = ApplicationReader.admit(data, shelf: self.shelf) else { return [] }
            return self.lines(rejection)
        case .applicationWithdrawn:
            do throws(WithdrawalError) {
                _ = try Withdrawal(data, shelf: self.shelf)
                return []
            } catch {
                return self.lines(error.rejection)
            }
        default:
            return ["type: is none that a portal sends"]
        }
    }

    private func lines(_ rejection: Rejection) -> [String] {
        rejection.errors.map { Console.clean($0.path.isEmpty ? $0.problem : "\($0.path): \($0.problem)") }
    }
}
