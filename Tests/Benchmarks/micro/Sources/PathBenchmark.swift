import Adjudication
import BenchmarkCounters
import Foundation
import JSON
import Ledger
import Messages
import Rulebook
import Settlement

/// The way of applications from their messages to a commit, as a worker goes it, in batches of one size.
///
/// A line for each half of the way: everything before the ledger, and the commit. Under valgrind's callgrind the
/// instructions of each are dumped as `path/decide` and `path/commit`, for the applications of all batches but the first
/// together, which makes what is made once.
struct PathBenchmark {
    private let ledger: any Ledger
    private let shelf: RulebookShelf
    private let messages: [[UInt8]]

    /// Opens the ledger and reads the messages, one a line.
    init(ledger: String, file: String) async throws {
        self.ledger = try await LedgerOpening.open(LedgerLocation(ledger), role: .worker)
        self.shelf = RulebookShelf(try BundledRulebooks.load())
        self.messages = try Data(contentsOf: URL(fileURLWithPath: file)).split(separator: UInt8(ascii: "\n"))
            .map { Array($0) }
    }

    func run(batchesOf size: Int) async throws {
        var published = try await self.commit(self.decide(self.messages.prefix(size)), [], at: 0)
        var (deciding, committing) = (Duration.zero, Duration.zero)
        let clock = ContinuousClock()
        let rest = self.messages.count / size * size
        if counts_instructions() != 0 {
            // All are decided before the first is committed, so that each half is counted alone.
            instructions_begin()
            let batches = stride(from: size, to: rest, by: size).map { self.decide(self.messages[$0..<$0 + size]) }
            instructions_end("path/decide")
            instructions_begin()
            for (number, batch) in batches.enumerated() {
                published = try await self.commit(batch, published, at: number + 1)
            }
            instructions_end("path/commit")
        } else {
            for start in stride(from: size, to: rest, by: size) {
                let began = clock.now
                let batch = self.decide(self.messages[start..<start + size])
                let decided = clock.now
                published = try await self.commit(batch, published, at: start)
                deciding += began.duration(to: decided)
                committing += decided.duration(to: clock.now)
            }
        }
        for (step, time) in [("decide", deciding), ("commit", committing)] {
            let nanoseconds = Double(time.components.attoseconds) / 1e9 + Double(time.components.seconds) * 1e9
            print("path", step, rest - size, nanoseconds / Double(rest - size), 0, separator: "\t")
        }
        await self.ledger.close()
    }

    private func decide(_ messages: ArraySlice<[UInt8]>) -> [SettlementItem] {
        messages.compactMap { body in
            guard let envelope = try? IncomingEnvelope(body: body, properties: Sample.properties),
                case .admitted(let application) = ApplicationReader.admit(envelope.data, shelf: self.shelf)
            else { return nil }
            let origin = Origin(portal: "portal", messageID: envelope.id, time: envelope.time, body: body)
            return .submission(Submission(Eligibility.assess(application).calculate(), data: envelope.data), origin)
        }
    }

    /// - Returns: The ids of the events that it owes.
    private func commit(_ items: [SettlementItem], _ published: [String], at moment: Int) async throws -> [String] {
        let batch = SettlementBatch(
            items: items,
            published: published,
            // The same in each run: what a number's digits cost is counted too.
            now: Instant(milliseconds: 1_772_442_904_000 + Int64(moment)),
            shelf: self.shelf
        )
        return try await self.ledger.transact(batch).flatMap(\.events).map(\.id)
    }
}
