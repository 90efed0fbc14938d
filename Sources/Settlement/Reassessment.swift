import Adjudication
import JSON
import Ledger
import Messages
import Rulebook

/// Decides an application again from what the ledger keeps of it, by the edition that decided it first.
struct Reassessment {
    let shelf: RulebookShelf

    /// The assessment, `nil` where its edition is not at hand.
    func assess(_ record: ApplicationRecord, outcomes: [String: ReviewOutcome]) -> Assessment? {
        guard let rulebook = self.shelf.edition(digest: record.edition),
            let document = try? JSONDocument(parsing: record.content),
            case .admitted(let application) = ApplicationReader.admit(document.root, shelf: RulebookShelf([rulebook]))
        else { return nil }
        return Eligibility.assess(application, outcomes: outcomes).calculate()
    }

    /// Every balance that it may come to hold when it is decided again; none where its edition is not at hand.
    func possibleBalances(_ record: ApplicationRecord) -> [BalanceKey] {
        guard let assessment = self.assess(record, outcomes: [:]) else { return [] }
        return assessment.possibleBalances.map { BalanceKey($0, record.key.program) }
    }
}
