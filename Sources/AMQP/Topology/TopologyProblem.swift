/// Something in the broker that isn't as the topology says.
public struct TopologyProblem: Sendable, Equatable, CustomStringConvertible {
    /// What kind of problem.
    public enum Kind: String, Sendable {
        /// It doesn't exist.
        case missing
        /// It exists with other settings.
        case differs
        /// The user may not ask.
        case inaccessible
    }

    /// What kind of problem.
    public var kind: Kind
    /// Which thing: `queue 'name'` or `exchange 'name'`.
    public var subject: String
    /// What is wrong and what to do, in words.
    public var detail: String
    /// The argument that differs, such as `x-delivery-limit`; `nil` where the broker names none.
    public var argument: String?
    /// What the broker has for it, as it writes it.
    public var present: String?

    /// Makes a problem.
    public init(_ kind: Kind, _ subject: String, _ detail: String, argument: String? = nil, present: String? = nil) {
        self.kind = kind
        self.subject = subject
        self.detail = detail
        self.argument = argument
        self.present = present
    }

    /// One line.
    public var description: String { "\(self.subject) \(self.detail)" }
}
