import Logging
import Synchronization
import Testing

@testable import Pipeline

@Suite("Watch over retry queues", .timeLimit(.minutes(1)))
struct RetryWatchTests {
    private let step = RetryLadder.Step(attempt: 1, exchange: "rebated.retry.10s", delay: .milliseconds(1))

    /// Sends one message through a queue that has these counts, one after the other, and tells whether it is stuck.
    private func isStuck(_ counts: [Int?], comesBack: Bool = false) async throws -> Bool {
        let left = Mutex(counts)
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let watch = RetryWatch(
            count: { _ in left.withLock { $0.isEmpty ? nil : $0.removeFirst() } },
            patience: .milliseconds(20),
            logger: logger
        )
        watch.sent(self.step)
        if comesBack {
            while left.withLock({ $0.count }) == counts.count { try await Task.sleep(for: .milliseconds(1)) }
            watch.cameBack(self.step)
        }
        while left.withLock({ !$0.isEmpty }) { try await Task.sleep(for: .milliseconds(1)) }
        // The answer to the last count may still be worked on.
        for _ in 0..<20 where !watch.isStuck(self.step.exchange) { try await Task.sleep(for: .milliseconds(1)) }
        return watch.isStuck(self.step.exchange)
    }

    @Test func aQueueThatKeepsWhatItGetsIsStuck() async throws {
        #expect(try await self.isStuck([1, 1]))
        #expect(try await self.isStuck([1, 7]))
    }

    @Test func aQueueThatLetsGoIsNot() async throws {
        #expect(try await !self.isStuck([3, 2]))
        #expect(try await !self.isStuck([1, 0]))
        #expect(try await !self.isStuck([1, 1], comesBack: true))
        #expect(try await !self.isStuck([0, 0]))
    }

    @Test func nothingIsConcludedWhereTheBrokerCantBeAsked() async throws {
        #expect(try await !self.isStuck([nil]))
        #expect(try await !self.isStuck([1, nil]))
    }
}
