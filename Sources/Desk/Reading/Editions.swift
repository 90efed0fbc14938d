internal import Ledger
internal import Messages
internal import Rulebook
internal import Synchronization

/// The editions that decisions rest on: those at hand, and those that only the ledger still has.
final class Editions: Sendable {
    private let ledger: any Ledger
    private let shelf: RulebookShelf
    /// What was read from the ledger, by digest; a text that is no rulebook any more is not read twice.
    private let archived = Mutex<[String: Rulebook?]>([:])

    init(ledger: any Ledger, shelf: RulebookShelf) {
        self.ledger = ledger
        self.shelf = shelf
    }

    /// The edition by which an application was decided; `nil` if it is not at hand.
    func rulebook(_ application: ApplicationRecord?) async throws(LedgerFault) -> Rulebook? {
        guard let digest = application?.edition else { return nil }
        if let rulebook = self.shelf.edition(digest: digest) { return rulebook }
        if let known = self.archived.withLock({ $0[digest] }) { return known }
        let record = try await self.ledger.edition(digest: digest)
        let rulebook = record.flatMap { try? Rulebook.load($0.text, file: "the ledger").rulebook }
        self.archived.withLock { $0[digest] = .some(rulebook) }
        return rulebook
    }
}
