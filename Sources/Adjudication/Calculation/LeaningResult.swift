import Messages

/// How the lines that a rule leans on stand: the best of them counts.
enum LeaningResult {
    /// One of them is approved.
    case approved
    /// One of them waits for a person, and none is approved.
    case inReview
    /// One of them waits for the applicant, and none is better.
    case incomplete
    /// All are denied, or there is none.
    case denied
    /// Whether the rule may lean at all turns on facts.
    case open([FactID])

    /// Joins it with the rule's own test, which is asked first.
    ///
    /// - Returns: How the rule ends, and whether it waits under another line's task.
    func joined(with test: Evaluation.Truth) -> (Evaluation.Truth, inReview: Bool) {
        switch (test, self) {
        case (.yes, _), (_, .approved): (.yes, false)
        // While the test is unknown only an approved line makes the rule met.
        case (.unknown(let missing), .open(let others)): (.unknown(missing.merged(others)), false)
        case (.unknown, _): (test, false)
        case (.no, .inReview): (.no, true)
        // Nothing is missing here: what is missing stands at the other line.
        case (.no, .incomplete): (.unknown([]), false)
        case (.no, .denied): (.no, false)
        case (.no, .open(let missing)): (.unknown(missing), false)
        }
    }
}
