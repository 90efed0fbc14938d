internal import AMQP
internal import Digest
internal import Ledger
internal import Logging
internal import Synchronization

/// Lets deliveries that may kill workers into the stages, one at a time, each noted in the ledger before.
///
/// When a worker dies, the broker counts that against all that it had in hand. What was noted and in hand alone is what
/// it died of, so that its neighbours are not set aside with it.
final class CarefulGate: Sendable {
    private let ledger: any Ledger
    private let outage: LedgerOutage
    private let backoff: Backoff
    /// A delivery that the broker has handed out more often than this is not tried at all.
    private let deliveryLimit: Int
    /// How often a message is tried alone.
    private let attempts: Int
    private let inHand = Mutex<Receipt?>(nil)
    private let doorbell: AsyncStream<Void>.Continuation
    private let rings: AsyncStream<Void>

    init(_ configuration: WorkerConfiguration, ledger: any Ledger, outage: LedgerOutage) {
        self.ledger = ledger
        self.outage = outage
        self.backoff = configuration.backoff
        self.deliveryLimit = configuration.deliveryLimit
        self.attempts = configuration.carefulAttempts
        (self.rings, self.doorbell) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Waits until no other careful delivery is in hand, notes that this one is tried, and tells what to make of it.
    ///
    /// - Returns: `nil` if cancelled.
    func admit(_ delivery: Delivery) async -> Arrivals.Care? {
        guard await self.take(delivery.receipt) else { return nil }
        if (delivery.deliveryCount ?? 0) > self.deliveryLimit {
            return Arrivals.Care(fingerprint: nil, verdict: .deliveredTooOften(limit: self.deliveryLimit))
        }
        let fingerprint = SHA256.digest(delivery.body)
        guard let attempt = await self.note(fingerprint) else { return nil }
        let verdict = attempt > self.attempts ? SetAsideReason.killsWorkers(attempts: self.attempts) : nil
        return Arrivals.Care(fingerprint: fingerprint, verdict: verdict)
    }

    /// Hears of deliveries that have ended, or wait where they can do no harm.
    func left(_ receipts: some Sequence<Receipt>) {
        let isFree = self.inHand.withLock { inHand in
            guard let present = inHand, receipts.contains(present) else { return false }
            inHand = nil
            return true
        }
        if isFree { self.doorbell.yield() }
    }

    /// - Returns: `false` if cancelled.
    private func take(_ receipt: Receipt) async -> Bool {
        while !Task.isCancelled {
            let isFree = self.inHand.withLock { inHand in
                guard inHand == nil else { return false }
                inHand = receipt
                return true
            }
            if isFree { return true }
            var rings = self.rings.makeAsyncIterator()
            _ = await rings.next()
        }
        return false
    }

    /// - Returns: How often it has been tried; `nil` if cancelled.
    private func note(_ fingerprint: [UInt8]) async -> Int? {
        var failures = 0
        while !Task.isCancelled {
            do throws(LedgerFault) {
                let attempt = try await self.ledger.noteAttempt(fingerprint)
                self.outage.worked(.gate)
                return attempt
            } catch {
                failures += 1
                let delay = self.backoff.delay(afterFailures: failures, jitter: .random(in: 0...1))
                self.outage.failed(.gate, error, nextIn: delay)
                try? await Task.sleep(for: delay)
            }
        }
        return nil
    }
}
