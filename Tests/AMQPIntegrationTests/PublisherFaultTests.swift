import AMQP
import Testing

extension BrokerTests {
    /// What becomes of messages when the connection or the broker doesn't play along.
    @Suite struct PublisherFaultTests {
        @Test func aConnectionThatAnOperatorClosesIsMadeAgain() async throws {
            let log = EventLog()
            try await TestBroker.withQueue("killed") { queue in
                try await withPublisher(TestBroker.configuration("killed publisher"), log: log) { publisher in
                    #expect(await publisher.publish([message(queue, [1])]) == [.confirmed])
                    try await TestBroker.closeConnections(named: "killed publisher")
                    let loss = await log.first { $0.loss != nil }.loss
                    #expect(loss?.code == .connectionClosed && loss?.replyCode == 320)
                    #expect(await publisher.publish([message(queue, [2])]) == [.confirmed])
                }
            }
        }

        @Test(arguments: [1, 20, 333, 40_000, 3_000_000]) func aCutLeavesNoMessageInDoubtAsAConfirm(_ bytes: Int)
            async throws
        {
            let proxy = TestProxy(to: try TestBroker.url().port)
            defer { proxy.close() }
            try await TestBroker.withQueue("cut") { queue in
                let body = [UInt8](repeating: 7, count: 20_000)
                let outcomes = try await withPublisher(TestBroker.configuration(port: proxy.port)) { publisher in
                    #expect(await publisher.publish([message(queue, body)]) == [.confirmed])
                    proxy.toBroker(.cutAfter(bytes))
                    var outcomes = await publisher.publish((0..<200).map { message(queue, body, id: "\($0)") })
                    // What is not known is published again, as an outbox would.
                    #expect(outcomes.contains { $0.error?.code == .connectionLost })
                    let again = outcomes.indices.filter { outcomes[$0] != .confirmed }
                    let second = await publisher.publish(again.map { message(queue, body, id: "\($0)") })
                    for (index, outcome) in zip(again, second) { outcomes[index] = outcome }
                    return outcomes
                }
                #expect(outcomes == Array(repeating: .confirmed, count: 200))
                try await withConsumer(TestBroker.configuration(), [Subscription(queue: queue)]) { consumer in
                    var ids: Set<String> = []
                    for await batch in consumer.deliveries {
                        ids.formUnion(batch.compactMap(\.properties.messageID))
                        #expect(batch.allSatisfy { $0.body == body })
                        await consumer.acknowledge(batch.map(\.receipt))
                        if ids.count == 200 { break }
                    }
                }
            }
        }

        @Test func aBrokerThatDoesNotAnswerInTimeGetsANewConnection() async throws {
            let proxy = TestProxy(to: try TestBroker.url().port)
            defer { proxy.close() }
            let log = EventLog()
            try await TestBroker.withQueue("silent") { queue in
                try await withPublisher(TestBroker.configuration(port: proxy.port), log: log) { publisher in
                    #expect(await publisher.publish([message(queue, [1])]) == [.confirmed])
                    proxy.toClient(.stall)
                    let outcome = await publisher.publish([message(queue, [2])], deadline: .milliseconds(300))[0]
                    #expect(outcome.error?.code == .timedOut)
                    #expect(await log.first { $0.loss != nil }.loss?.code == .timedOut)
                    proxy.toClient(.pass)
                    #expect(await publisher.publish([message(queue, [3])]) == [.confirmed])
                }
            }
        }

        @Test func withoutABrokerTheDeadlineCounts() async throws {
            let start = ContinuousClock.now
            try await withPublisher(TestBroker.configuration(port: 1)) { publisher in
                let outcomes = await publisher.publish([message("q", [1])], deadline: .milliseconds(200))
                #expect(outcomes[0].error?.code == .timedOut)
            }
            #expect(ContinuousClock.now - start < .seconds(10))
        }

        @Test func aStopWhileMessagesWaitSettlesThem() async throws {
            let publisher = Publisher(try TestBroker.configuration(port: 1))
            async let running: Void = publisher.run()
            async let outcomes = publisher.publish([message("q", [1])])
            while await publisher.unsettled == 0 { await Task.yield() }
            let start = ContinuousClock.now
            publisher.stop()
            #expect(await outcomes[0].error?.code == .stopped)
            try await running
            #expect(ContinuousClock.now - start < .seconds(10))
            #expect(await publisher.publish([message("q", [1])])[0].error?.code == .stopped)
        }

        @Test func anAlarmBlocksPublishingAndAStopIsStillClean() async throws {
            let log = EventLog()
            let consuming = EventLog()
            try await TestBroker.withQueue("alarm") { queue in
                let publisher = Publisher(try TestBroker.configuration("blocked publisher"), onEvent: log.handler)
                let running = Task { try await publisher.run() }
                _ = await publisher.publish((0..<10).map { message(queue, [UInt8($0)]) })
                try await withConsumer(
                    TestBroker.configuration(),
                    [Subscription(queue: queue)],
                    log: consuming
                ) { consumer in
                    _ = await consuming.first { $0.isConsuming }
                    try await TestBroker.control("set_vm_memory_high_watermark", "0.000001")
                    do {
                        // The broker tells a connection only when it publishes.
                        async let first = publisher.publish([message(queue, [10])], deadline: .seconds(2))
                        _ = await log.first { $0.isBlocked }
                        #expect(await first[0].error?.code == .blocked)
                        let start = ContinuousClock.now
                        let second = await publisher.publish([message(queue, [11])], deadline: .milliseconds(200))
                        #expect(second[0].error?.code == .blocked)
                        // Acks go on, because consuming has a connection of its own.
                        #expect(await consumer.take(10).count >= 10)
                        await publisher.close()
                        try await running.value
                        #expect(ContinuousClock.now - start < .seconds(10))
                    } catch {
                        Issue.record(error)
                    }
                    try await TestBroker.control("set_vm_memory_high_watermark", "0.4")
                }
            }
        }
    }
}
