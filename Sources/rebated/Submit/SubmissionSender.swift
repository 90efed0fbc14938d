internal import AMQP
internal import Pipeline

/// Publishes submissions and collects what the broker did not take.
struct SubmissionSender {
    private let connection: ConnectionConfiguration
    private let log: LinkLog
    private let book: AnswerBook?
    /// How many the broker took.
    private(set) var accepted = 0
    /// What was not submitted, one line each.
    private(set) var failures: [String] = []
    /// Messages handed to the publisher at once, at least.
    private static let batch = 200

    /// A sender over a connection of its own.
    ///
    /// - Parameter book: Where what is sent is noted, for those who wait for answers.
    init(connection: ConnectionConfiguration, log: LinkLog, book: AnswerBook? = nil) {
        self.connection = connection
        self.log = log
        self.book = book
    }

    /// Publishes all of them, in order.
    ///
    /// - Throws: The broker's error if no connection can ever be made.
    mutating func send(_ source: inout SubmissionSource) async throws {
        let publisher = Publisher(self.connection, onEvent: self.log.tell)
        async let connection: Void = publisher.run()
        var progress = ProgressBar(total: source.bytesInFiles, minimum: 1 << 18)
        while case let part = source.next(atLeast: Self.batch), !part.isEmpty {
            await self.book?.expect(part)
            let outcomes = await publisher.publish(part.map(\.submission.message))
            let before = self.accepted
            for (entry, outcome) in zip(part, outcomes) { await self.take(outcome, of: entry) }
            if self.accepted == before, outcomes.allSatisfy(\.isUnsettled) {
                // Without a broker each further part would wait for its deadline too.
                self.failures.append("the broker did not answer: what follows in the files was not submitted")
                break
            }
            progress.update(source.bytesRead, note: "\(self.accepted) submitted")
        }
        progress.finish()
        publisher.stop()
        await publisher.close()
        try await connection
        self.failures = source.failures + self.failures
    }

    private mutating func take(_ outcome: PublishOutcome, of entry: SubmissionSource.Entry) async {
        guard let complaint = SubmissionMessage.complaint(outcome) else {
            self.accepted += 1
            return
        }
        // What the broker may have after all may be answered after all.
        if !outcome.isUnsettled { await self.book?.forget(entry) }
        let name = entry.submission.application.map { "application \(Console.clean($0))" } ?? "message"
        self.failures.append("\(entry.place): \(name) not submitted: \(complaint)")
    }
}

extension PublishOutcome {
    fileprivate var isUnsettled: Bool {
        if case .unsettled = self { true } else { false }
    }
}
