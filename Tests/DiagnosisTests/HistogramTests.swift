import Diagnosis
import Testing

@Suite struct HistogramTests {
    private static func counts(_ counts: [Double]) -> HistogramCounts {
        HistogramCounts(zip([0.1, 0.2, 0.4, .infinity], counts).map { ($0, $1) })
    }

    @Test func quantilesLieWithinTheirBucket() {
        let counts = Self.counts([50, 90, 100, 100])
        #expect(counts.quantile(0.25) == 0.05)
        #expect(counts.quantile(0.5) == 0.1)
        #expect(abs((counts.quantile(0.7) ?? 0) - 0.15) < 1e-9)
        #expect(abs((counts.quantile(0.95) ?? 0) - 0.3) < 1e-9)
        #expect(Self.counts([0, 0, 0, 0]).quantile(0.5) == nil)
        #expect(HistogramCounts([]).quantile(0.5) == nil)
    }

    @Test func whatIsBeyondTheLastBoundIsAtIt() {
        #expect(Self.counts([0, 0, 0, 10]).quantile(0.99) == 0.4)
    }

    @Test func differencesForgetWhatWasBefore() {
        let late = Self.counts([60, 100, 110, 110])
        #expect(late.since(Self.counts([50, 90, 100, 100])) == Self.counts([10, 10, 10, 10]))
        // A worker that began anew has counted all of it since.
        #expect(Self.counts([1, 2, 3, 4]).since(late) == Self.counts([1, 2, 3, 4]))
    }

    @Test func workersAreAddedUp() {
        let sum = Self.counts([1, 2, 3, 4]).adding(Self.counts([10, 10, 10, 10]))
        #expect(sum == Self.counts([11, 12, 13, 14]))
        #expect(HistogramCounts([]).adding(Self.counts([1, 2, 3, 4])) == Self.counts([1, 2, 3, 4]))
    }

    @Test func bucketsAreReadOffAPage() throws {
        let text = """
            d_bucket{stage="intake",le="0.1"} 1
            d_bucket{stage="intake",le="+Inf"} 2
            d_bucket{stage="settlement",le="0.1"} 10
            d_bucket{stage="settlement",le="+Inf"} 10

            """
        let page = try MetricsPage(parsing: Array(text.utf8))
        #expect(HistogramCounts("d", in: page).count == 12)
        #expect(
            HistogramCounts("d", in: page, where: ["stage": "intake"]) == HistogramCounts([(0.1, 1), (.infinity, 2)])
        )
    }
}
