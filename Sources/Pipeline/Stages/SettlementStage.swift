internal import AMQP
internal import Ledger
internal import Logging
internal import Messages
internal import Tracing

/// The stage that writes: whatever is ready becomes one transaction, together with the marks of what was published.
///
/// The only writer of its worker. What waits here is bounded by the prefetch. While the ledger fails, nothing is
/// acknowledged, and the same batch is tried again with growing delays.
actor SettlementStage {
    /// Settles items and marks in one transaction, and gives what became of each item, in order.
    typealias Commit = @Sendable ([Work], Marks) async throws(LedgerFault) -> [SettledWork]

    let commit: Commit
    let surroundings: Surroundings
    private let sendAcks: @Sendable ([Receipt]) async -> Void
    private let publication: PublicationStage

    var inbox = Inbox<Work>()
    private var resequencer = Resequencer<(works: [Work], alone: Bool)>()
    private var marks = Marks()
    private var publishing = 0
    /// Deliveries that have ended, and whether a transaction is under way: for who watches.
    private var finished = 0
    var isCommitting = false
    /// What is taken up again later; its deliveries stay unacknowledged.
    var waiting = WaitingWorks()
    /// What is on its way into a retry queue.
    var leaving: [Receipt: Work] = [:]
    /// Retry queues that did not take a message, and until when none is tried.
    var closedQueues: [String: ContinuousClock.Instant] = [:]
    /// The spans of deliveries that are on their way out.
    var spans: [Receipt: any Tracing.Span] = [:]
    private(set) var hasEnded = false
    private let doorbell: AsyncStream<Void>.Continuation
    private let rings: AsyncStream<Void>

    init(
        _ surroundings: Surroundings,
        publication: PublicationStage,
        acknowledge: @escaping @Sendable ([Receipt]) async -> Void,
        commit: @escaping Commit
    ) {
        self.surroundings = surroundings
        self.publication = publication
        self.sendAcks = acknowledge
        self.commit = commit
        (self.rings, self.doorbell) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    var logger: Logger { self.surroundings.logger }

    /// Takes a batch from the stage before; batches are brought back into the order of their arrival.
    func settle(_ works: [Work], number: UInt64, alone: Bool) {
        for batch in self.resequencer.arrived((works, alone), number: number) {
            for work in batch.works { self.take(work, alone: batch.alone) }
        }
        self.ring()
    }

    /// Publishes what this process has taken over from others; its marks are committed with the others.
    func publishAgain(_ parcels: [Parcel]) async {
        self.publishing += 1
        await self.publish(parcels)
    }

    /// Says that no batch follows; ``run()`` returns once all that was taken is acknowledged.
    func end() {
        self.hasEnded = true
        for work in self.waiting.takeBrief() { self.inbox.append(work, alone: true) }
        self.ring()
    }

    /// Commits and hands on until ``end()`` and all is done, or until cancelled.
    func run() async {
        await withDiscardingTaskGroup { group in
            for await _ in self.rings {
                while !Task.isCancelled, !self.inbox.isEmpty || !self.marks.isEmpty {
                    let works = self.inbox.take(upTo: self.surroundings.configuration.batch)
                    let parcels = await self.transact(works)
                    guard !parcels.isEmpty else { continue }
                    self.publishing += 1
                    group.addTask { await self.publish(parcels) }
                }
                if self.isDone { break }
            }
        }
        self.waiting.cancel()
    }

    private var isDone: Bool {
        self.hasEnded && self.inbox.isEmpty && self.marks.isEmpty && self.publishing == 0 && self.waiting.isEmpty
    }

    func ring() { self.doorbell.yield() }

    /// How far it is, for who watches.
    var pulse: WorkSampler.Pulse {
        WorkSampler.Pulse(
            finished: self.finished,
            isWaiting: self.isCommitting || self.publishing > 0 || !self.waiting.isEmpty || !self.leaving.isEmpty
        )
    }

    private func publish(_ parcels: [Parcel]) async {
        await self.publication.publish(parcels) { await self.mark($0) }
        self.publishing -= 1
        self.ring()
    }

    /// Takes what the broker has answered for.
    private func mark(_ marks: Marks) async {
        if !marks.published.isEmpty { self.surroundings.stopPoints.reached(.confirmed) }
        self.surroundings.telemetry.programs.confirmed(marks.timings, now: .now)
        self.noteDepartures(marks)
        // Without anything to write there is nothing to wait for.
        guard !marks.isEmpty else { return await self.acknowledge(marks) }
        self.marks.add(marks)
        self.ring()
    }

    /// Ends a delivery that brought about no event.
    func finish(_ receipt: Receipt, _ fingerprint: [UInt8]?) async {
        var marks = Marks()
        marks.receipts = [receipt]
        if let fingerprint { marks.fingerprints = [fingerprint] }
        await self.mark(marks)
    }

    /// Ends the deliveries of marks that need not be written any more: the one place.
    func acknowledge(_ marks: Marks) async {
        let receipts = marks.receipts
        guard !receipts.isEmpty else { return }
        await self.sendAcks(receipts)
        self.finished += receipts.count
        self.surroundings.telemetry.queues.acknowledged(marks.timings)
        if !self.spans.isEmpty { for receipt in receipts { self.spans.removeValue(forKey: receipt)?.end() } }
        self.surroundings.gate.left(receipts)
        self.surroundings.stopPoints.reached(.acknowledged)
    }

    func takeMarks() -> Marks {
        defer { self.marks = Marks() }
        return self.marks
    }

    func putBack(_ marks: Marks) {
        var marks = marks
        marks.add(self.marks)
        self.marks = marks
    }
}
