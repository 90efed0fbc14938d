import Testing

@testable import Pipeline

@Suite("Repeated faults")
struct RepeatedTextTests {
    @Test func theSameWordsAreNewsAgainAfterAWhile() {
        var texts = RepeatedText(interval: .seconds(30))
        let start = ContinuousClock.now
        let answers = [
            texts.isNews("a", at: start), texts.isNews("a", at: start + .seconds(29)),
            texts.isNews("b", at: start + .seconds(29)), texts.isNews("a", at: start + .seconds(31)),
        ]
        #expect(answers == [true, false, true, true])
    }
}
