import Adjudication
import Foundation
import JSON
import Ledger
import Messages
import Rulebook
import Settlement

/// What a commit costs: applications that are assessed already are settled in batches, each in a transaction, as a worker
/// does it; the events of a batch leave the outbox with the next one.
struct LedgerBenchmark {
    /// Applications in batches of one size, at most: a small batch is slow.
    private static let most = (batches: 400, applications: 16_384)

    private let ledger: any Ledger
    private let shelf: RulebookShelf
    private let submissions: [Submission]

    /// Opens the ledger and assesses what the file holds: an application on each line, a mark in place of its number.
    init(ledger: String, file: String) async throws {
        self.ledger = try await LedgerOpening.open(LedgerLocation(ledger), role: .worker)
        let shelf = RulebookShelf(try BundledRulebooks.load())
        self.shelf = shelf
        let text = try String(contentsOfFile: file, encoding: .utf8)
        self.submissions = try text.split(separator: "\n")
            .compactMap { line in
                let document = try JSONDocument(parsing: Array(line.utf8))
                guard case .admitted(let application) = ApplicationReader.admit(document.root, shelf: shelf) else {
                    return nil
                }
                return Submission(Eligibility.assess(application).calculate(), data: document.root)
            }
    }

    /// Settles so many in each transaction, applications that the ledger does not know yet.
    func run(batchesOf size: Int) async throws {
        let known = try await self.ledger.counts().applications
        let count = min(Self.most.applications, Self.most.batches * size, self.submissions.count - known) / size * size
        guard count > 0 else { return print("ledger", size, 0, 0, 0, separator: "\t") }
        var published: [String] = []
        let measure = Measure()
        for start in stride(from: known, to: known + count, by: size) {
            let batch = SettlementBatch(
                items: self.submissions[start..<start + size].map { .submission($0, Origin(portal: "portal")) },
                published: published,
                now: Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000)),
                shelf: self.shelf
            )
            published = try await self.ledger.transact(batch).flatMap(\.events).map(\.id)
        }
        measure.tell(["ledger", "\(size)"], count: count)
    }

    func close() async {
        await self.ledger.close()
    }
}
