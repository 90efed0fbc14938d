/// What is wrong with one value of a message.
public struct Problem: Sendable, Hashable {
    /// The value's path, such as `measures[1].units[0].seer`; empty for the message itself.
    public let path: String
    /// What is wrong and what would be right, in a sentence.
    public let problem: String

    /// Says that `problem` is wrong with the value at `path`.
    public init(path: String, problem: String) {
        self.path = path
        self.problem = problem
    }
}
