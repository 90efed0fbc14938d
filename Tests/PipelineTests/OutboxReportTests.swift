import Ledger
import Testing

@testable import Pipeline

@Suite("What is told of the outbox") struct OutboxReportTests {
    private func counts(_ pending: Int, _ returned: Int) -> LedgerFigures {
        var counts = LedgerFigures()
        counts.pendingEvents = pending
        counts.returnedEvents = returned
        return counts
    }

    @Test func theFirstCountAndEachOfAnotherMagnitudeIsNews() {
        var report = OutboxReport()
        var told: [String?] = []
        for (pending, returned) in [(0, 0), (0, 0), (3, 0), (9, 0), (10, 0), (10, 1), (10, 0)] {
            told.append(report.news(self.counts(pending, returned)))
        }
        #expect(told.map { $0 != nil } == [true, false, true, false, true, true, true])
        #expect(told[0] == "outbox: 0 events wait to be published")
        #expect(told[5]?.contains("1 that no queue took") == true)
    }

    @Test func itIsCountedNowAndThen() {
        var report = OutboxReport(interval: .seconds(30))
        let now = ContinuousClock.now
        let due = [0, 29, 30, 31].map { report.isDue(at: now + .seconds($0)) }
        #expect(due == [true, false, true, false])
    }
}
