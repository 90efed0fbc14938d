/// Somebody who logs in at the broker, and as what.
public struct Party: Sendable, Hashable {
    /// What somebody is there for.
    public enum Role: String, Sendable, CaseIterable {
        /// Submits applications, and hears what is decided.
        case portal
        /// Answers tasks, in their own name.
        case reviewer
        /// Decides.
        case worker
        /// Publishes the answers of reviewers whom it knows, each in the reviewer's name.
        case desk
        /// Makes queues, watches, and sends again what was set aside.
        case `operator`
    }

    /// What the party is there for.
    public let role: Role
    /// The broker's user.
    public let name: String
    /// The programs that it has to do with; `nil`: all of them.
    ///
    /// Of no meaning for workers and operators.
    public let programs: [String]?

    /// A party of all its parts.
    public init(_ role: Role, _ name: String, programs: [String]? = nil) {
        self.role = role
        self.name = name
        self.programs = programs
    }
}
