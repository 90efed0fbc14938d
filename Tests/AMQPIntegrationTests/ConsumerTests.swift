import AMQP
import Testing

extension BrokerTests {
    @Suite struct ConsumerTests {
        @Test func neverMoreThanThePrefetchAwaitsAnAck() async throws {
            try await TestBroker.withQueue("prefetch") { queue in
                try await withPublisher(TestBroker.configuration()) { publisher in
                    _ = await publisher.publish((0..<1_000).map { message(queue, Array("\($0)".utf8)) })
                }
                let subscription = Subscription(queue: queue, prefetch: 50)
                try await withConsumer(TestBroker.configuration(), [subscription]) { consumer in
                    var held: [Receipt] = []
                    var seen = 0
                    for await batch in consumer.deliveries {
                        seen += batch.count
                        held += batch.map(\.receipt)
                        let most = await consumer.unacknowledged
                        #expect(most <= 50)
                        // Out of order, and only when the broker has nothing left to give.
                        if held.count == 50 || seen == 1_000 {
                            held.shuffle()
                            let half = Array(held.prefix(held.count / 2 + 1))
                            held.removeFirst(half.count)
                            await consumer.acknowledge(half)
                        }
                        if seen == 1_000 { break }
                    }
                    await consumer.acknowledge(held)
                    #expect(await consumer.unacknowledged == 0)
                }
                #expect(try await Self.isEmpty(queue))
            }
        }

        @Test func aRejectedDeliveryComesAgainOrNot() async throws {
            try await TestBroker.withQueue("reject") { queue in
                try await withPublisher(TestBroker.configuration()) { publisher in
                    _ = await publisher.publish([message(queue, [1]), message(queue, [2])])
                }
                try await withConsumer(TestBroker.configuration(), [Subscription(queue: queue)]) { consumer in
                    let first = await consumer.take(2, acking: false)
                    await consumer.reject(first[0].receipt, requeue: true)
                    await consumer.reject(first[1].receipt, requeue: false)
                    let again = await consumer.take(1)
                    #expect(again.map(\.body) == [[1]])
                    #expect(again[0].redelivered && again[0].deliveryCount == 1)
                }
                #expect(try await Self.isEmpty(queue))
            }
        }

        @Test func acksLeaveBeforeTheConnectionCloses() async throws {
            try await TestBroker.withQueue("drain") { queue in
                try await withPublisher(TestBroker.configuration()) { publisher in
                    _ = await publisher.publish((0..<100).map { message(queue, [UInt8($0)]) })
                }
                let consumer = Consumer(try TestBroker.configuration(), subscriptions: [Subscription(queue: queue)])
                async let running: Void = consumer.run()
                var receipts: [Receipt] = []
                for await batch in consumer.deliveries {
                    receipts += batch.map(\.receipt)
                    if receipts.count == 100 { consumer.stop() }
                }
                try await running
                await consumer.acknowledge(receipts)
                await consumer.close()
                #expect(try await Self.isEmpty(queue))
            }
        }

        @Test func aBodyThatIsTooLargeIsToldNotKept() async throws {
            try await TestBroker.withQueue("large") { queue in
                try await withPublisher(TestBroker.configuration()) { publisher in
                    let large = [UInt8](repeating: 1, count: 300_000)
                    _ = await publisher.publish([message(queue, large), message(queue, [2])])
                }
                let subscription = Subscription(queue: queue, maximumBodySize: 1_000)
                try await withConsumer(TestBroker.configuration(), [subscription]) { consumer in
                    let deliveries = await consumer.take(2)
                    #expect(deliveries.map(\.isTruncated) == [true, false])
                    #expect(deliveries[0].body.isEmpty && deliveries[0].bodySize == 300_000)
                }
            }
        }

        @Test func largeBodiesAreNotReadBeforeOthersAreDone() async throws {
            let log = EventLog()
            try await TestBroker.withQueue("budget") { queue in
                let body = [UInt8](repeating: 1, count: 1_000_000)
                try await withPublisher(TestBroker.configuration()) { publisher in
                    _ = await publisher.publish((0..<30).map { _ in message(queue, body) })
                }
                let configuration = try TestBroker.configuration(heartbeat: .seconds(1))
                let consumer = Consumer(
                    configuration,
                    subscriptions: [Subscription(queue: queue)],
                    unacknowledgedBytes: 4_500_000,
                    onEvent: log.handler
                )
                async let running: Void = consumer.run()
                var seen = 0
                var waiting: [Receipt] = []
                for await batch in consumer.deliveries {
                    seen += batch.count
                    waiting += batch.map(\.receipt)
                    if waiting.count == 5 {
                        // A while without reading: longer than the broker and we would take silence.
                        if seen == 5 { try await Task.sleep(for: .seconds(4)) }
                        #expect(await consumer.unacknowledged == 5)
                        await consumer.acknowledge(waiting)
                        waiting = []
                    }
                    if seen == 20 { break }
                }
                // A stop doesn't wait for room.
                for await batch in consumer.deliveries {
                    seen += batch.count
                    if seen == 25 { consumer.stop() }
                }
                #expect(seen == 25)
                try await running
                await consumer.close()
                #expect(log.all.compactMap(\.loss).map(\.code) == [.stopped])
            }
        }

        @Test func severalQueuesHaveAChannelEach() async throws {
            try await TestBroker.withQueue("one") { one in
                try await TestBroker.withQueue("two") { two in
                    try await withPublisher(TestBroker.configuration()) { publisher in
                        _ = await publisher.publish([message(one, [1]), message(two, [2])])
                    }
                    let subscriptions = [Subscription(queue: one), Subscription(queue: two)]
                    try await withConsumer(TestBroker.configuration(), subscriptions) { consumer in
                        let deliveries = await consumer.take(2)
                        #expect(Set(deliveries.map(\.queue)) == [one, two])
                        #expect(Set(deliveries.map(\.receipt.epoch)).count == 2)
                    }
                    #expect(try await Self.isEmpty(one))
                    #expect(try await Self.isEmpty(two))
                }
            }
        }

        /// Whether nothing is left, ready or unacked, once the consumer is gone.
        static func isEmpty(_ queue: String) async throws -> Bool {
            let client = TopologyClient(try TestBroker.configuration())
            defer { Task { await client.close() } }
            // A quorum queue's unacked messages are ready again a moment after their consumer is gone.
            try await Task.sleep(for: .milliseconds(200))
            return try await client.messageCount(queue: queue).ready == 0
        }
    }
}
