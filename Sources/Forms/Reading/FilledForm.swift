public import JSON

/// What a filled form holds.
public struct FilledForm: Sendable {
    /// One application of it.
    public struct Application: Sendable {
        /// Its id, as far as it can be read.
        public let id: String?
        /// Where it begins: `Applications, row 2`.
        public let place: String
        /// The application, as a portal would send it; `nil` where it could not be written.
        public let document: JSONDocument?
        /// What is wrong with it; none: it is sound.
        public let problems: [FormProblem]
    }

    /// The applications, in the order of the form.
    public let applications: [Application]
    /// What is wrong with the form itself, so that no part of it can be relied on.
    public let problems: [FormProblem]

    /// Every problem, the form's own first.
    public var allProblems: [FormProblem] { self.problems + self.applications.flatMap(\.problems) }
}
