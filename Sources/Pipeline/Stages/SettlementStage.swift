internal import AMQP
internal import Ledger
internal import Logging

/// The stage that writes: whatever is ready becomes one transaction, together with the marks of what was published.
///
/// The only writer of its worker. What waits here is bounded by the prefetch. While the ledger fails, nothing is
/// acknowledged, and the same batch is tried again with growing delays.
actor SettlementStage {
    /// Settles items and marks in one transaction, and gives what became of each item, in order.
    typealias Commit = @Sendable ([Work], Marks) async throws(LedgerFault) -> [SettledWork]

    let commit: Commit
    let acknowledge: @Sendable ([Receipt]) async -> Void
    let backoff: Backoff
    let logger: Logger
    let log: DecisionLog
    private let publication: PublicationStage
    private let batch: Int

    private var inbox = Inbox<Work>()
    private var resequencer = Resequencer<(works: [Work], alone: Bool)>()
    private var marks = Marks()
    private var publishing = 0
    private var retrying = 0
    private var hasEnded = false
    private let doorbell: AsyncStream<Void>.Continuation
    private let rings: AsyncStream<Void>

    init(
        batch: Int,
        publication: PublicationStage,
        acknowledge: @escaping @Sendable ([Receipt]) async -> Void,
        backoff: Backoff,
        logger: Logger,
        log: DecisionLog,
        commit: @escaping Commit
    ) {
        self.batch = batch
        self.publication = publication
        self.acknowledge = acknowledge
        self.backoff = backoff
        self.logger = logger
        self.log = log
        self.commit = commit
        (self.rings, self.doorbell) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Takes a batch from the stage before; batches are brought back into the order of their arrival.
    func settle(_ works: [Work], number: UInt64, alone: Bool) {
        for batch in self.resequencer.arrived((works, alone), number: number) {
            for work in batch.works { self.inbox.append(work, alone: batch.alone) }
        }
        self.doorbell.yield()
    }

    /// Publishes what an earlier run of the worker left behind; its marks are committed with the others.
    func publishAgain(_ parcels: [Parcel]) async {
        self.publishing += 1
        await self.publish(parcels)
    }

    /// Says that no batch follows; ``run()`` returns once all that was taken is acknowledged.
    func end() {
        self.hasEnded = true
        self.doorbell.yield()
    }

    /// Commits and hands on until ``end()`` and all is done, or until cancelled.
    func run() async {
        await withDiscardingTaskGroup { group in
            for await _ in self.rings {
                while !Task.isCancelled, !self.inbox.isEmpty || !self.marks.isEmpty {
                    let parcels = await self.transact(self.inbox.take(upTo: self.batch))
                    guard !parcels.isEmpty else { continue }
                    self.publishing += 1
                    group.addTask { await self.publish(parcels) }
                }
                if self.isDone { break }
            }
        }
    }

    private var isDone: Bool {
        self.hasEnded && self.inbox.isEmpty && self.marks.isEmpty && self.publishing == 0 && self.retrying == 0
    }

    private func publish(_ parcels: [Parcel]) async {
        await self.publication.publish(parcels) { await self.mark($0) }
        self.publishing -= 1
        self.doorbell.yield()
    }

    /// Takes what the broker has answered for.
    private func mark(_ marks: Marks) async {
        // Without anything to write there is nothing to wait for.
        guard !marks.isEmpty else { return await self.acknowledge(marks.receipts) }
        self.marks.add(marks)
        self.doorbell.yield()
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

    func putBack(_ works: [Work]) {
        self.inbox.putBack(works)
    }

    /// Waits for the ledger to recover; `false` if cancelled meanwhile.
    func pause(after fault: LedgerFault, failures: Int) async -> Bool {
        let delay = self.backoff.delay(afterFailures: failures, jitter: .random(in: 0...1))
        self.logger.error(
            "the ledger failed, nothing is acknowledged and it is tried again in \(delay.rounded): \(fault)",
            metadata: ["failures": .string(String(failures))]
        )
        return (try? await Task.sleep(for: delay)) != nil
    }

    /// Takes a work up again later, alone; its delivery stays unacknowledged meanwhile.
    func retry(_ work: Work, after delay: Duration) {
        self.retrying += 1
        Task {
            try? await Task.sleep(for: delay)
            self.retrying -= 1
            self.inbox.append(work, alone: true)
            self.doorbell.yield()
        }
    }
}
