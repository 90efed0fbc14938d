internal import Adjudication

/// The second stage: gives every rule its finding. Pure, so any number of it may run.
actor EligibilityStage {
    /// Assesses what was admitted; the rest passes through.
    func assess(_ works: [Work]) -> [Work] {
        works.map { work in
            guard case .admitted(let application, let data) = work.progress else { return work }
            var work = work
            work.progress = .assessed(Eligibility.assess(application), data)
            return work
        }
    }
}
