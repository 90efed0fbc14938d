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

    /// Makes a problem.
    public init(_ kind: Kind, _ subject: String, _ detail: String) {
        self.kind = kind
        self.subject = subject
        self.detail = detail
    }

    /// One line.
    public var description: String { "\(self.subject) \(self.detail)" }
}
