/// What became of an application.
public enum ApplicationStatus: String, Sendable, CaseIterable {
    /// Every line is approved.
    case approved
    /// Some lines are approved, the others denied.
    case partiallyApproved = "partially_approved"
    /// Every line is denied.
    case denied
    /// The applicant can send or correct something.
    case incomplete
    /// A person decides something.
    case inReview = "in_review"
    /// It would be approved, but the program's budget does not cover it.
    case waitlisted
    /// The portal took it back.
    case withdrawn
}

/// What became of a line.
public enum LineStatus: String, Sendable, CaseIterable {
    /// It earns its incentive.
    case approved
    /// A rule excludes it.
    case denied
    /// Facts or documents are missing.
    case incomplete
    /// A person decides something.
    case inReview = "in_review"
    /// The portal took the application back.
    case withdrawn
}

/// How a rule ended.
public enum FindingResult: String, Sendable, CaseIterable {
    /// It holds.
    case met
    /// It does not.
    case notMet = "not_met"
    /// Facts are missing.
    case unknown
    /// A person decides.
    case review
}
