public import AMQP
internal import Messages

/// Goes through `rebated.dead` once: every letter is handed out and stays unacknowledged until it is done with.
///
/// What is not acknowledged goes back when the visit ends, however it ends. A visit always goes through the whole
/// queue: RabbitMQ puts what comes back behind what came back before, so that a look at the first few letters would
/// leave them behind the others. It counts each visit as a delivery, so that this queue needs a delivery limit that is
/// out of reach (the policy `rebated-dead`). While a visit lasts, another one does not see what this one was handed.
public struct DeadLetterVisit: Sendable {
    /// How far a visit came.
    public struct End: Sendable, Equatable {
        /// How many letters were handed out.
        public let seen: Int
        /// Whether that was all that the queue had.
        public let isComplete: Bool
    }

    private let connection: ConnectionConfiguration
    private let onEvent: @Sendable (LinkEvent) -> Void

    /// How many letters can be looked at and left where they are: AMQP counts what is unacknowledged in 16 bits.
    public static let bound = Int(UInt16.max)

    /// Bytes of letters that wait to be looked at, at most; one may be larger.
    private static let bytes = 32 << 20
    /// How many letters are handed to the caller together, at most.
    private static let part = 64

    /// A visit that nothing has come of yet.
    ///
    /// - Parameters:
    ///   - connection: Where the broker is.
    ///   - onEvent: Hears of what happens to the connection.
    public init(_ connection: ConnectionConfiguration, onEvent: @escaping @Sendable (LinkEvent) -> Void = { _ in }) {
        self.connection = connection
        self.onEvent = onEvent
    }

    /// Hands out letters until the queue has no more, or ``bound`` of them were left where they are.
    ///
    /// - Parameter take: Gets letters in the order of the queue, and gives the receipts of those that are done with:
    ///   they leave the queue.
    /// - Throws: `AMQPError`, also if the connection was lost on the way; what `take` throws. What was done stays done.
    public func run(_ take: ([Delivery]) async throws -> [Receipt]) async throws -> End {
        let expected = try await self.count()
        let stop = IdleStop()
        let consumer = Consumer(
            self.connection,
            subscriptions: [Subscription(queue: Names.dead, prefetch: UInt16.max)],
            unacknowledgedBytes: Self.bytes,
            onEvent: { [onEvent] event in
                if case .consuming = event { stop.arm(after: expected == 0 ? .milliseconds(500) : .seconds(5)) }
                onEvent(event)
            }
        )
        stop.onStop { consumer.stop() }
        async let running: Void = consumer.run()
        do {
            let end = try await self.receive(from: consumer, expected, stop, take)
            await consumer.close()
            try await running
            return end
        } catch {
            await consumer.close()
            try await running
            throw error
        }
    }

    private func receive(
        from consumer: Consumer,
        _ expected: Int,
        _ stop: IdleStop,
        _ take: ([Delivery]) async throws -> [Receipt]
    ) async throws -> End {
        var seen = 0
        var kept = 0
        var epoch: UInt64?
        for await batch in consumer.deliveries {
            stop.disarm()
            guard let first = batch.first else { continue }
            if batch.contains(where: { $0.receipt.epoch != epoch ?? first.receipt.epoch }) {
                // All that was handed out comes again from the start.
                throw AMQPError(.connectionLost, "the connection was lost after \(seen) letters; run it again")
            }
            epoch = first.receipt.epoch
            for part in stride(from: 0, to: batch.count, by: Self.part) {
                let letters = Array(batch[part..<min(part + Self.part, batch.count)])
                let done = try await take(letters)
                // Part by part: what was done and is not acknowledged when this process ends is done again.
                await consumer.acknowledge(done)
                // Only the broker keeps them from here on.
                await consumer.dropBodies(letters.map(\.receipt))
                seen += letters.count
                kept += letters.count - done.count
            }
            if kept >= Self.bound { break }
            stop.arm(after: seen >= expected ? .milliseconds(500) : .seconds(5))
        }
        stop.disarm()
        return End(seen: seen, isComplete: seen >= expected)
    }

    /// How many letters the queue has ready, by its own count.
    private func count() async throws(AMQPError) -> Int {
        let client = TopologyClient(self.connection)
        do throws(AMQPError) {
            let count = try await client.messageCount(queue: Names.dead)
            await client.close()
            return count.ready
        } catch {
            await client.close()
            guard error.code == .notFound else { throw error }
            throw AMQPError(.notFound, "\(error.message); `rebated topology apply` makes what is missing")
        }
    }
}
