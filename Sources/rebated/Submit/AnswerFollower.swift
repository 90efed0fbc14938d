internal import AMQP
internal import Pipeline

/// Follows submissions to their decisions, on a queue of its own from which nothing is taken away from anybody.
struct AnswerFollower {
    let connection: ConnectionConfiguration
    let log: LinkLog
    let book: AnswerBook
    /// How long after the last submission it waits.
    let timeout: Duration

    /// Sends, and waits for the answers.
    ///
    /// - Parameters:
    ///   - user: The portal whose answers these will be.
    ///   - send: Submits everything; what it sends must be in the book before.
    /// - Throws: The broker's error where no connection can ever be made, or the queue can't be declared.
    func follow<Result>(user: String, _ send: () async throws -> Result) async throws -> Result {
        // Bound before anything is sent, so that no answer is missed.
        let queue = WatchQueue(portal: user, program: nil)
        try await queue.declare(self.connection)
        let consumer = Consumer(
            self.connection,
            subscriptions: [Subscription(queue: queue.name)],
            onEvent: self.log.tell
        )
        async let running: Void = consumer.run()
        async let reading: Void = self.read(consumer)
        let result: Result
        do {
            result = try await send()
        } catch {
            consumer.stop()
            throw error
        }
        await self.book.complete()
        let clock = Task { [timeout = self.timeout, book = self.book] in
            if await !book.isDone { try await Task.sleep(for: timeout) }
            consumer.stop()
        }
        await reading
        clock.cancel()
        await consumer.close()
        try await running
        return result
    }

    private func read(_ consumer: Consumer) async {
        for await deliveries in consumer.deliveries {
            for delivery in deliveries { await self.book.take(delivery) }
            await consumer.acknowledge(deliveries.map(\.receipt))
            if await self.book.isDone { break }
        }
    }
}
