import Testing

@testable import AMQP

@Suite struct QuietMomentTests {
    private let now = ContinuousClock.Instant.now

    @Test func aFullWindowNeedsNoWaiting() {
        let moment = QuietMoment(now: self.now)
        #expect(moment.isHere(at: self.now, isFull: true))
        #expect(!moment.isHere(at: self.now, isFull: false))
    }

    @Test func itIsQuietOnceNothingHasComeForAWhile() {
        var moment = QuietMoment(now: self.now)
        moment.delivered(at: self.now + .milliseconds(15))
        #expect(!moment.isHere(at: self.now + .milliseconds(34), isFull: false))
        #expect(moment.nextLook == self.now + .milliseconds(35))
        #expect(moment.isHere(at: self.now + .milliseconds(35), isFull: false))
    }

    @Test func whereItIsNeverQuietThePatienceEnds() {
        var moment = QuietMoment(now: self.now)
        for step in 0...200 { moment.delivered(at: self.now + .milliseconds(10 * step)) }
        #expect(moment.nextLook == self.now + QuietMoment.patience)
        #expect(moment.isHere(at: self.now + QuietMoment.patience, isFull: false))
    }
}
