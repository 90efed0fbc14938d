import Testing

@testable import Pipeline

@Suite("Stop points") struct StopPointsTests {
    @Test(arguments: ["kill@committed:3", "stop@settling", "kill@acknowledged:1", "kill@intake:A-1", "kill@intake:A:1"])
    func descriptionsAreRead(text: String) throws { #expect(try StopPoints(text).isSet) }

    @Test(arguments: [
        "", "kill", "kill@", "kill@nowhere", "kill@committed:0", "kill@committed:x", "term@committed", "kill@intake",
    ])
    func whatIsNoneIsRefusedWithWhatWouldDo(text: String) {
        #expect { try StopPoints(text) } throws: { error in
            (error as? StopPoints.Mistake)?.description.contains("settling") == true
        }
    }

    @Test func nothingHappensWhereNoneIsSet() {
        #expect(!StopPoints.none.isSet)
        for point in StopPoints.Point.allCases { StopPoints.none.reached(point, "A-1") }
    }
}
