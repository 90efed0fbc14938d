internal import AMQP
internal import Ledger
internal import Logging
internal import Synchronization

/// Publishes what nobody publishes: what a worker left behind that died, what tools have put in, and what no queue took.
///
/// Looks at the start, every few seconds, and when broker or ledger come back. What no queue took is tried again at the
/// start, when something came back, and then after growing delays: a queue may be made at any time, and nothing tells.
actor OutboxWatch {
    /// Why it looks.
    enum Occasion: Sendable {
        /// Some time has passed.
        case interval
        /// The worker has started, or can publish again, or the ledger works again.
        case comeback
    }

    private let ledger: any Ledger
    private let surroundings: Surroundings
    private let reconnections: AsyncStream<Void>
    private let publish: @Sendable ([Parcel]) async -> Void
    private let occasions: AsyncStream<Occasion>
    private nonisolated let bell: AsyncStream<Occasion>.Continuation
    private nonisolated let isEnding = Atomic(false)
    private var report = OutboxReport()
    /// How often in a row what no queue took was tried, and when it is tried next.
    private var returns = (tries: 0, next: ContinuousClock.Instant.now)
    private var isCounting = false

    /// - Parameters:
    ///   - reconnections: Rings each time that messages can be published.
    ///   - publish: Returns when the broker has answered for all.
    init(
        _ surroundings: Surroundings,
        ledger: any Ledger,
        reconnections: AsyncStream<Void>,
        publish: @escaping @Sendable ([Parcel]) async -> Void
    ) {
        self.surroundings = surroundings
        self.reconnections = reconnections
        self.ledger = ledger
        self.publish = publish
        (self.occasions, self.bell) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(4))
    }

    /// Ends ``run()`` after what it has in hand.
    nonisolated func end() {
        self.isEnding.store(true, ordering: .releasing)
        self.bell.finish()
    }

    /// Looks and publishes until ``end()``, or until cancelled.
    func run() async {
        await withDiscardingTaskGroup { group in
            group.addTask { await self.ringEverySoOften() }
            group.addTask { for await _ in self.surroundings.outage.recovered { self.bell.yield(.comeback) } }
            group.addTask {
                // The first one is the start.
                for await _ in self.reconnections.dropFirst() { self.bell.yield(.comeback) }
            }
            self.bell.yield(.comeback)
            for await occasion in self.occasions {
                if Task.isCancelled { break }
                await self.takeOver(occasion)
                self.tell()
            }
            group.cancelAll()
        }
    }

    private nonisolated func ringEverySoOften() async {
        while !Task.isCancelled {
            guard (try? await Task.sleep(for: self.surroundings.configuration.outboxInterval)) != nil else { return }
            self.bell.yield(.interval)
        }
    }

    private func takeOver(_ occasion: Occasion) async {
        var count = 0
        var isFirst = true
        do throws(LedgerFault) {
            let triesReturned = occasion == .comeback || self.returns.next <= .now
            while !Task.isCancelled, !self.isEnding.load(ordering: .acquiring) {
                // What no queue took is asked for once: it would come back for ever.
                let all = isFirst && triesReturned
                let events = try await self.ledger.claimEvents(
                    limit: all ? Self.returnedLimit : self.surroundings.configuration.batch,
                    includingReturned: all
                )
                self.surroundings.outage.worked(.outbox)
                if all { self.planNextTry(found: !events.isEmpty, isNew: occasion == .comeback) }
                isFirst = false
                if events.isEmpty { break }
                count += events.count
                await self.publish(
                    events.map { event in
                        let message = self.surroundings.traces.sending(EventMessage.make(event), under: nil)
                        return Parcel(receipt: nil, messages: [message], fallback: nil)
                    }
                )
            }
        } catch {
            // It is looked again in a few seconds.
            self.surroundings.outage.failed(.outbox, error, nextIn: self.surroundings.configuration.outboxInterval)
        }
        if count > 0 { self.surroundings.logger.notice("\(count) events that nobody was publishing were published") }
    }

    private func planNextTry(found: Bool, isNew: Bool) {
        self.returns.tries = found && !isNew ? self.returns.tries + 1 : 1
        let backoff = self.surroundings.configuration.returnedBackoff
        self.returns.next = .now + backoff.delay(afterFailures: self.returns.tries, jitter: .random(in: 0...1))
    }

    /// How many that no queue took are tried at once: bounds the memory that they take.
    private static let returnedLimit = 4_096

    /// Tells how full the outbox is: at the start, and when that changes much.
    ///
    /// Nothing waits for the count: a ledger that is away must hold up neither the outbox nor a stop.
    private func tell() {
        guard !self.isCounting, self.report.isDue(at: .now) else { return }
        self.isCounting = true
        Task {
            let counts = try? await self.ledger.figures()
            self.isCounting = false
            guard let counts, let words = self.report.news(counts) else { return }
            self.surroundings.logger.notice("\(words)")
        }
    }
}
