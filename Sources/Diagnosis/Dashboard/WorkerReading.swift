/// What one worker told at one moment.
public struct WorkerReading: Sendable, Equatable {
    /// Where it answers, such as `127.0.0.1:9464`.
    public let name: String
    /// When, in seconds of a clock that only goes forward.
    public let at: Double
    /// What it counts; `nil` if it did not answer.
    public let page: MetricsPage?
    /// Whether it takes deliveries; `nil` if it did not say.
    public let readiness: Readiness?
    /// Why it did not answer.
    public let problem: String?

    /// A reading of all its parts.
    public init(_ name: String, at: Double, page: MetricsPage?, readiness: Readiness? = nil, problem: String? = nil) {
        self.name = name
        self.at = at
        self.page = page
        self.readiness = readiness
        self.problem = problem
    }
}
