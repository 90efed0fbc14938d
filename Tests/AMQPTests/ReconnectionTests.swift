import Testing

@testable import AMQP

@Suite struct ReconnectionTests {
    private let start = ContinuousClock.Instant.now
    private let backoff = Backoff(initial: .seconds(1), maximum: .seconds(8), stableAfter: .seconds(10))

    @Test func waitsDoubleUpToTheirMaximumAndKeepAtLeastHalf() {
        let longest = (1...6).map { self.backoff.delay(afterFailures: $0, jitter: 1) }
        #expect(longest == [.seconds(1), .seconds(2), .seconds(4), .seconds(8), .seconds(8), .seconds(8)])
        #expect(self.backoff.delay(afterFailures: 3, jitter: 0) == .seconds(2))
        #expect(self.backoff.delay(afterFailures: .max, jitter: 7) == .seconds(8))
        #expect(self.backoff.delay(afterFailures: -1, jitter: -7) == .milliseconds(500))
    }

    @Test func aPassTriesEveryAddressOnceWithoutAPauseThenWaits() {
        var machine = Reconnection(addresses: 3, backoff: self.backoff, seed: 1)
        var tried: [Int] = []
        var action = machine.started()
        while case .connect(let address) = action {
            tried.append(address)
            action = machine.lost(at: self.start)
        }
        #expect(tried.sorted() == [0, 1, 2])
        #expect(action.wait.map { (.milliseconds(500)...(.seconds(1))).contains($0) } == true)
        #expect(machine.waited() != .none)
    }

    @Test func theOrderOfAddressesIsRandom() {
        let firsts = Set(
            (UInt64(0)..<64)
                .map { seed in
                    var machine = Reconnection(addresses: 3, backoff: self.backoff, seed: seed)
                    return "\(machine.started())"
                }
        )
        #expect(firsts == ["connect(to: 0)", "connect(to: 1)", "connect(to: 2)"])
    }

    @Test func failuresInARowWaitLongerAndAStableConnectionForgetsThem() {
        var machine = Reconnection(addresses: 1, backoff: self.backoff, seed: 2)
        #expect(machine.started() == .connect(to: 0))
        for full in [1, 2, 4] {
            let wait = machine.lost(at: self.start).wait ?? .zero
            #expect(wait >= .seconds(full) / 2 && wait <= .seconds(full))
            #expect(machine.waited() == .connect(to: 0))
        }
        // A connection that lives for a moment is one more failure.
        machine.connected(at: self.start)
        #expect(machine.lost(at: self.start + .seconds(1)).wait ?? .zero >= .seconds(4))
        #expect(machine.waited() == .connect(to: 0))
        machine.connected(at: self.start)
        #expect(machine.lost(at: self.start + .seconds(10)).wait ?? .zero <= .seconds(1))
    }

    @Test func nothingIsTriedAfterAStop() {
        var machine = Reconnection(addresses: 2, backoff: self.backoff, seed: 3)
        _ = machine.started()
        #expect(machine.stopped() == .giveUp)
        #expect(machine.lost(at: self.start) == .giveUp)
        #expect(machine.waited() == .none)
        #expect(machine.started() == .none)
    }

    @Test func oneThatIsNotPersistentTriesOnePass() {
        var machine = Reconnection(addresses: 2, backoff: self.backoff, isPersistent: false, seed: 4)
        #expect(machine.started() != .giveUp)
        #expect(machine.lost(at: self.start) != .giveUp)
        #expect(machine.lost(at: self.start) == .giveUp)
    }

    @Test func withoutAnAddressThereIsNothingToTry() {
        var machine = Reconnection(addresses: 0, backoff: self.backoff, seed: 5)
        #expect(machine.started() == .giveUp)
    }

    @Test func eventsThatComeTooLateChangeNothing() {
        var machine = Reconnection(addresses: 1, backoff: self.backoff, seed: 6)
        machine.connected(at: self.start)
        #expect(machine.waited() == .none)
        #expect(machine.started() == .connect(to: 0))
        #expect(machine.started() == .none)
    }
}

extension Reconnection.Action {
    fileprivate var wait: Duration? { if case .wait(let duration) = self { duration } else { nil } }
}
