internal import Adjudication
internal import Settlement

/// The third stage: gives every line its amount before limits. Pure, so any number of it may run.
actor CalculationStage {
    /// Calculates what was assessed; the rest passes through.
    func calculate(_ works: [Work]) -> [Work] {
        works.map { work in
            guard case .assessed(let eligibility, let data) = work.progress else { return work }
            var work = work
            work.progress = .ready(.submission(Submission(eligibility.calculate(), data: data), work.arrival.origin))
            return work
        }
    }
}
