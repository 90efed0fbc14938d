public import AMQP
internal import JSON
public import Ledger
internal import Messages
public import Rulebook
internal import Settlement

/// What workers would make of dead letters if they were published again now: their own code, against the ledger as it
/// stands, with nothing written.
public struct ReplayForecast: Sendable {
    /// What would become of one letter.
    public struct Expectation: Sendable, Hashable {
        /// The decision's status, `duplicate`, `rejected`, `unreadable`, or `fault`.
        public let status: String
        /// The amount that it would get, as messages write it; `nil` where nothing would be decided.
        public let total: String?
        /// The paths of what is wrong with it, or the fault.
        public let problems: [String]
    }

    private let ledger: any Ledger
    private let rulebooks: RulebookStand

    /// A forecast by the rulebooks and the ledger that workers use.
    public init(ledger: any Ledger, rulebooks: RulebookStand) {
        self.ledger = ledger
        self.rulebooks = rulebooks
    }

    /// What would become of letters that are published again one after the other.
    ///
    /// - Throws: `LedgerFault` if the ledger can't be asked; a fault on one letter alone is told with it.
    public func expect(
        _ letters: [(delivery: Delivery, letter: DeadLetter)]
    ) async throws(LedgerFault) -> [Expectation] {
        let deliveries = letters.map { ReplayMessage.delivery($0.delivery, $0.letter) }
        let read = await IntakeStage(rulebooks: self.rulebooks).read(deliveries)
        let works = await CalculationStage().calculate(await EligibilityStage().assess(read))
        do throws(LedgerFault) {
            return try await self.preview(works)
        } catch {
            guard error.code == .other else { throw error }
        }
        var expectations: [Expectation] = []
        for work in works {
            do throws(LedgerFault) {
                expectations += try await self.preview([work])
            } catch {
                guard error.code == .other else { throw error }
                expectations.append(Expectation(status: "fault", total: nil, problems: [error.description]))
            }
        }
        return expectations
    }

    private func preview(_ works: [Work]) async throws(LedgerFault) -> [Expectation] {
        let items = works.compactMap { work in
            if case .ready(let item) = work.progress { item } else { nil }
        }
        let plan = SettlementBatch(items: items, now: .now, shelf: self.rulebooks.shelf)
        var settled = try await self.ledger.preview(plan)[...]
        return works.map { work in
            guard case .ready = work.progress, let item = settled.popFirst() else {
                return Expectation(status: "set aside", total: nil, problems: [])
            }
            return Self.expectation(item, unreadable: work.arrival.unreadable)
        }
    }

    private static func expectation(_ item: SettledItem, unreadable: String?) -> Expectation {
        switch item.answer {
        case .rejection(let rejection):
            let paths = rejection.errors.map { $0.path.isEmpty ? "the message" : $0.path }
            let status = unreadable == nil ? "rejected" : "unreadable"
            return Expectation(status: status, total: nil, problems: unreadable.map { [$0] } ?? paths)
        case .decision(let json):
            let total = (try? JSONDocument(parsing: json))?.root["total"]?.string
            return Expectation(status: item.status, total: total, problems: [])
        }
    }
}
