public import JSON
public import Messages
public import Rulebook

/// A portal takes an application back.
public struct Withdrawal: Sendable {
    /// The application.
    public let key: ApplicationKey
    /// Why, in the portal's words; they are kept nowhere but in the message.
    public let reason: String?

    /// Reads a withdrawal: `{program, application, reason}`.
    ///
    /// - Throws: ``WithdrawalError`` with every problem.
    public init(_ data: JSONValue, shelf: RulebookShelf) throws(WithdrawalError) {
        var problems = ProblemList()
        if data.kind != .object { problems.add("", "a withdrawal must be a JSON object") }
        for (key, _) in data.members where !["program", "application", "reason"].contains(key.string) {
            problems.add(key.string, "is no field of a withdrawal; it has program, application, reason")
        }
        let program = data["program"]?.string
        let isKnown = program.map { !shelf.editions(of: $0).isEmpty } ?? false
        if data.kind == .object, !isKnown {
            problems.add("program", program == nil ? "is required" : "is no known program")
        }
        var application: String?
        if data.kind == .object {
            application = Identifiers.read(data["application"], path: "application", problems: &problems)
        }
        if let reason = data["reason"], !reason.isNull, reason.kind != .string {
            problems.add("reason", "must be text")
        }
        guard problems.isEmpty, let program, let application else {
            throw WithdrawalError(
                rejection: Rejection(application: data["application"]?.string, errors: problems.problems),
                program: isKnown ? program ?? Names.nobody : Names.nobody
            )
        }
        self.key = ApplicationKey(program: program, application: application)
        self.reason = data["reason"]?.string
    }
}

/// A withdrawal that could not be taken.
public struct WithdrawalError: Error, Sendable {
    /// All that is wrong.
    public let rejection: Rejection
    /// The program, `-` where it is not known.
    public let program: String
}
