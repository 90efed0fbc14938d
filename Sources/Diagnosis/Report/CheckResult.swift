/// What one check found, and what to do about it.
public struct CheckResult: Sendable, Hashable {
    /// What was looked at, such as `broker login`; stays the same from one version to the next.
    public let name: String
    /// How it ended.
    public let verdict: Verdict
    /// What was found, or why nothing was looked at; without secrets.
    public let found: String
    /// What to do, with the command to type; `nil` where nothing has to be done.
    public let remedy: String?

    /// A result of all its parts.
    public init(_ name: String, _ verdict: Verdict, _ found: String, remedy: String? = nil) {
        self.name = name
        self.verdict = verdict
        self.found = found
        self.remedy = remedy
    }

    /// All is well.
    public static func ok(_ name: String, _ found: String) -> CheckResult { CheckResult(name, .ok, found) }

    /// It works, and somebody should look at it.
    public static func warning(_ name: String, _ found: String, remedy: String) -> CheckResult {
        CheckResult(name, .warning, found, remedy: remedy)
    }

    /// Something is wrong.
    public static func fault(_ name: String, _ found: String, remedy: String) -> CheckResult {
        CheckResult(name, .fault, found, remedy: remedy)
    }

    /// It could not be looked at.
    public static func skipped(_ name: String, _ reason: String, remedy: String? = nil) -> CheckResult {
        CheckResult(name, .skipped, reason, remedy: remedy)
    }
}
