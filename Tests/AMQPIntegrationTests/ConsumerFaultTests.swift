import AMQP
import Testing

extension BrokerTests {
    /// Every way in which a consumer can end leads back to consuming.
    @Suite struct ConsumerFaultTests {
        @Test func aConnectionThatAnOperatorClosesIsMadeAgainAndOldReceiptsAreDropped() async throws {
            let log = EventLog()
            try await TestBroker.withQueue("stale") { queue in
                try await withPublisher(TestBroker.configuration()) { publisher in
                    _ = await publisher.publish([message(queue, [1]), message(queue, [2])])
                }
                let configuration = try TestBroker.configuration("killed consumer")
                try await withConsumer(configuration, [Subscription(queue: queue)], log: log) { consumer in
                    let old = await consumer.take(2, acking: false)
                    log.forget()
                    try await TestBroker.closeConnections(named: "killed consumer")
                    #expect(await log.first { $0.loss != nil }.loss?.replyCode == 320)
                    let again = await consumer.take(2, acking: false)
                    #expect(again.map(\.redelivered) == [true, true])
                    #expect(Set(again.map(\.receipt)).isDisjoint(with: old.map(\.receipt)))
                    // The old numbers mean other messages now; the broker must never see them.
                    await consumer.acknowledge(old.map(\.receipt))
                    _ = await log.first { $0 == .staleReceipts(count: 2) }
                    #expect(await consumer.unacknowledged == 2)
                    await consumer.acknowledge(again.map(\.receipt))
                }
                #expect(try await ConsumerTests.isEmpty(queue))
            }
        }

        @Test func acksThatComeTwiceDoNotReachTheBroker() async throws {
            let log = EventLog()
            try await TestBroker.withQueue("twice") { queue in
                try await withPublisher(TestBroker.configuration()) { publisher in
                    _ = await publisher.publish([message(queue, [1]), message(queue, [2])])
                }
                try await withConsumer(TestBroker.configuration(), [Subscription(queue: queue)], log: log) { consumer in
                    let deliveries = await consumer.take(2)
                    await consumer.acknowledge(deliveries.map(\.receipt))
                    _ = await log.first { $0 == .staleReceipts(count: 2) }
                    await consumer.reject(deliveries[0].receipt, requeue: true)
                    _ = await log.first { $0 == .staleReceipts(count: 1) }
                }
                #expect(log.all.filter { $0.failure != nil } == [])
            }
        }

        @Test(arguments: [1, 7, 30, 100, 2_000, 50_021, 150_000])
        func aCutInTheMiddleOfAFrameYieldsNoHalfMessage(_ bytes: Int) async throws {
            let proxy = TestProxy(to: try TestBroker.url().port)
            defer { proxy.close() }
            let log = EventLog()
            try await TestBroker.withQueue("frame") { queue in
                let bodies = (0..<40).map { [UInt8](repeating: UInt8($0), count: 5_000 + $0) }
                try await withPublisher(TestBroker.configuration()) { publisher in
                    _ = await publisher.publish(bodies.map { message(queue, $0) })
                }
                // Handshake and consume-ok are some 700 bytes; the cut hits these or the deliveries.
                proxy.toClient(.cutAfter(700 + bytes))
                let configuration = try TestBroker.configuration(port: proxy.port)
                try await withConsumer(configuration, [Subscription(queue: queue)], log: log) { consumer in
                    var missing = Set(bodies)
                    for await batch in consumer.deliveries {
                        for delivery in batch {
                            #expect(bodies.contains(delivery.body))
                            missing.remove(delivery.body)
                        }
                        await consumer.acknowledge(batch.map(\.receipt))
                        if missing.isEmpty { break }
                    }
                }
                #expect(log.all.contains { $0.loss?.code == .connectionLost || $0.loss?.code == .loginRefused })
                #expect(try await ConsumerTests.isEmpty(queue))
            }
        }

        @Test func aDeletedQueueIsToldInWordsAndConsumedAgainWhenItIsBack() async throws {
            let log = EventLog()
            try await TestBroker.withQueue("other") { other in
                try await TestBroker.withQueue("deleted") { queue in
                    let subscriptions = [Subscription(queue: queue), Subscription(queue: other)]
                    try await withConsumer(TestBroker.configuration(), subscriptions, log: log) { consumer in
                        _ = await log.first { $0 == .consuming(queue: queue) }
                        _ = await log.first { $0 == .consuming(queue: other) }
                        try await TestBroker.control("delete_queue", queue)
                        _ = await log.first { $0 == .consumerCancelled(queue: queue) }
                        let failure = await log.first { $0.failure != nil }.failure
                        #expect(failure?.code == .notFound)
                        #expect(failure?.message.contains("queue '\(queue)'") == true)
                        #expect(failure?.message.contains("declare it") == true)
                        // The other one goes on meanwhile.
                        try await withPublisher(TestBroker.configuration()) { publisher in
                            _ = await publisher.publish([message(other, [1])])
                        }
                        #expect(await consumer.take(1).map(\.queue) == [other])
                        log.forget()
                        let client = TopologyClient(try TestBroker.configuration())
                        try await client.apply(Topology(queues: [QueueDeclaration(name: queue)]))
                        await client.close()
                        _ = await log.first { $0 == .consuming(queue: queue) }
                    }
                    #expect(log.all.allSatisfy { $0.loss == nil || $0.loss?.code == .stopped })
                }
            }
        }

        @Test func aChannelThatTheBrokerClosesIsOpenedAgain() async throws {
            // The broker's patience with a consumer that doesn't ack, cut short for channels opened meanwhile.
            try await TestBroker.control(
                "eval",
                "application:set_env(rabbit, consumer_timeout, 500), "
                    + "application:set_env(rabbit, channel_tick_interval, 300)."
            )
            let log = EventLog()
            let outcome: Result<Void, any Error>
            do {
                try await TestBroker.withQueue("timeout") { queue in
                    try await withPublisher(TestBroker.configuration()) { publisher in
                        _ = await publisher.publish([message(queue, [1])])
                    }
                    try await withConsumer(TestBroker.configuration(), [Subscription(queue: queue)], log: log) {
                        consumer in
                        let slow = await consumer.take(1, acking: false)
                        let failure = await log.first { $0.failure != nil }.failure
                        #expect(failure?.code == .channelClosed && failure?.replyCode == 406)
                        await consumer.acknowledge(slow.map(\.receipt))
                        #expect(await consumer.take(1).map(\.redelivered) == [true])
                    }
                    #expect(try await ConsumerTests.isEmpty(queue))
                }
                outcome = .success(())
            } catch {
                outcome = .failure(error)
            }
            try await TestBroker.control(
                "eval",
                "application:set_env(rabbit, consumer_timeout, 1800000), "
                    + "application:set_env(rabbit, channel_tick_interval, 60000)."
            )
            try outcome.get()
        }
    }
}
