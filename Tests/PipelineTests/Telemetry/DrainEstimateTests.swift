import Testing

@testable import Pipeline

@Suite("How long a stop would take") struct DrainEstimateTests {
    @Test func nothingInHandTakesNoTime() {
        var estimate = DrainEstimate()
        #expect(estimate.second(finished: 0, inHand: 0) == .zero)
    }

    @Test func atASteadyPaceItIsTheRestByThePace() {
        var estimate = DrainEstimate()
        var last = Duration.zero
        for second in 0..<30 { last = estimate.second(finished: 100 * second, inHand: 1_000) }
        #expect(abs(last / .seconds(1) - 10) < 0.1)
    }

    @Test func withoutAnyPaceItIsTheLongest() {
        var estimate = DrainEstimate()
        #expect(estimate.second(finished: 0, inHand: 5) == DrainEstimate.longest)
        #expect(estimate.second(finished: 0, inHand: 5) == DrainEstimate.longest)
    }

    @Test func idleSecondsDoNotSlowThePace() {
        var estimate = DrainEstimate()
        for second in 0..<30 { _ = estimate.second(finished: 100 * second, inHand: 100) }
        for _ in 0..<100 { _ = estimate.second(finished: 2_900, inHand: 0) }
        #expect(abs(estimate.second(finished: 2_970, inHand: 100) / .seconds(1) - 1.1) < 0.1)
    }
}
