import Testing

@testable import Pipeline

@Suite("Resequencer")
struct ResequencerTests {
    @Test func batchesLeaveInTheOrderOfTheirArrival() {
        var resequencer = Resequencer<String>()
        #expect(resequencer.arrived("b", number: 1) == [])
        #expect(resequencer.arrived("d", number: 3) == [])
        #expect(resequencer.arrived("a", number: 0) == ["a", "b"])
        #expect(resequencer.arrived("c", number: 2) == ["c", "d"])
        #expect(resequencer.arrived("e", number: 4) == ["e"])
    }
}
