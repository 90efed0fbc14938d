/// A setting that cannot be used: says where it came from, what is wrong with it and what would do.
public struct SettingError: Error, Hashable, CustomStringConvertible {
    /// Where the value came from, such as `--prefetch`, `REBATED_PREFETCH` or `worker.yaml:3:1`.
    public let source: String
    /// What is wrong and what would do, never with the value of a secret.
    public let problem: String

    /// Makes an error about a setting.
    ///
    /// - Parameters:
    ///   - source: Where the value came from.
    ///   - problem: What is wrong and what would do.
    public init(source: String, problem: String) {
        self.source = source
        self.problem = problem
    }

    /// One line for the terminal.
    public var description: String { "\(self.source): \(self.problem)" }
}
