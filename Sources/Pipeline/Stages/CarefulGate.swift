internal import AMQP
internal import Digest
internal import Ledger
internal import Synchronization

/// Lets deliveries that may kill workers into the stages, each noted in the ledger before.
///
/// When a worker dies, the broker counts that against all that it had in hand, so most suspects are neighbours of the
/// one that did it. Those that were never noted go in together; what was noted, and has not ended, goes in alone, with
/// no other suspect beside it. What dies alone again and again is what workers die of, and its neighbours are not set
/// aside with it.
actor CarefulGate {
    /// A suspect on its way in.
    typealias Admitted = (delivery: Delivery, care: Arrivals.Care)

    private let ledger: any Ledger
    private let outage: LedgerOutage
    private let backoff: Backoff
    /// A delivery that the broker has handed out more often than this is not tried at all.
    private let deliveryLimit: Int
    /// How often a message is tried.
    private let attempts: Int
    /// How many that were never noted go in together.
    private let size: Int
    private nonisolated let room: WaitingRoom
    /// Noted, and not yet let in.
    private var gathered: [Admitted] = []

    init(_ configuration: WorkerConfiguration, ledger: any Ledger, outage: LedgerOutage, size: Int = 32) {
        self.ledger = ledger
        self.outage = outage
        self.backoff = configuration.backoff
        self.deliveryLimit = configuration.deliveryLimit
        self.attempts = configuration.carefulAttempts
        self.size = size
        self.room = WaitingRoom()
    }

    /// Takes note of the channels that deliveries come on.
    nonisolated func saw(_ deliveries: [Delivery]) { self.room.saw(deliveries) }
    /// Takes a suspect.
    nonisolated func add(_ delivery: Delivery) { self.room.add(delivery) }
    /// Says that no suspect follows.
    nonisolated func finish() { self.room.finish() }
    /// Hears of deliveries that have ended, or wait where they can do no harm.
    nonisolated func left(_ receipts: [Receipt]) { self.room.left(receipts) }

    /// Waits until no suspect is in hand, and lets in those that come next.
    ///
    /// - Returns: `nil` after the last, or if cancelled.
    func next() async -> [Admitted]? {
        guard await self.room.becomesEmpty() else { return nil }
        while self.gathered.count < self.size {
            // Whoever is noted already doesn't wait for more to come.
            guard let delivery = await self.room.next(waiting: self.gathered.isEmpty) else { break }
            guard let (care, attempt) = await self.judge(delivery) else { return nil }
            if attempt != 1 {
                self.room.entered([delivery.receipt])
                return [(delivery, care)]
            }
            self.gathered.append((delivery, care))
        }
        guard !self.gathered.isEmpty else { return nil }
        defer { self.gathered = [] }
        self.room.entered(self.gathered.map(\.delivery.receipt))
        return self.gathered
    }

    /// - Returns: What to make of it, and how often it has been noted; `nil` if cancelled.
    private func judge(_ delivery: Delivery) async -> (care: Arrivals.Care, attempt: Int)? {
        if (delivery.deliveryCount ?? 0) > self.deliveryLimit {
            return (Arrivals.Care(fingerprint: nil, verdict: .deliveredTooOften(limit: self.deliveryLimit)), 0)
        }
        let fingerprint = SHA256.digest(delivery.body)
        guard let attempt = await self.note(fingerprint) else { return nil }
        let verdict = attempt > self.attempts ? SetAsideReason.killsWorkers(attempts: self.attempts) : nil
        return (Arrivals.Care(fingerprint: fingerprint, verdict: verdict), attempt)
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
