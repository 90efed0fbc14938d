import AMQP
import Testing

extension BrokerTests {
    @Suite struct StormTests {
        /// Connections that break all the time, at any byte, in both directions: every message that was confirmed is
        /// delivered, none is delivered broken, and nothing is left behind.
        @Test func whatWasConfirmedIsDeliveredThroughAStormOfCuts() async throws {
            let port = try TestBroker.url().port
            let (toPublisher, toConsumer) = (TestProxy(to: port), TestProxy(to: port))
            defer {
                toPublisher.close()
                toConsumer.close()
            }
            let count = 3_000
            try await TestBroker.withQueue("storm") { queue in
                var publishing = try TestBroker.configuration("storm publisher", port: toPublisher.port)
                publishing.backoff = Backoff(initial: .milliseconds(5), maximum: .milliseconds(20))
                var consuming = try TestBroker.configuration("storm consumer", port: toConsumer.port)
                consuming.backoff = publishing.backoff
                let storm = Task {
                    var cuts = 0
                    while !Task.isCancelled {
                        // A login takes some 700 bytes in each direction.
                        toPublisher.toBroker(.cutAfter(Int.random(in: 500...400_000)))
                        toConsumer.toClient(.cutAfter(Int.random(in: 500...400_000)))
                        if Int.random(in: 0..<4) == 0 { toPublisher.toClient(.cutAfter(Int.random(in: 1...3_000))) }
                        if Int.random(in: 0..<8) == 0 { toConsumer.cut() }
                        try? await Task.sleep(for: .milliseconds(60))
                        cuts += 1
                    }
                    for proxy in [toPublisher, toConsumer] {
                        proxy.toBroker(.pass)
                        proxy.toClient(.pass)
                    }
                    return cuts
                }
                let configuration = publishing
                let published = Task {
                    try await withPublisher(configuration) { publisher in
                        var attempts = 0
                        for start in stride(from: 0, to: count, by: 100) {
                            var left = Array(start..<start + 100)
                            while !left.isEmpty {
                                let messages = left.map { message(queue, Self.body($0), id: "\($0)") }
                                let outcomes = await publisher.publish(messages, deadline: .seconds(5))
                                left = zip(left, outcomes).filter { $1 != .confirmed }.map(\.0)
                                attempts += messages.count
                            }
                        }
                        return attempts
                    }
                }
                try await withConsumer(consuming, [Subscription(queue: queue, prefetch: 200)]) { consumer in
                    var missing = Set(0..<count)
                    for await batch in consumer.deliveries {
                        for delivery in batch {
                            let id = delivery.properties.messageID.flatMap(Int.init)
                            let isWhole = id.map { Self.body($0) == delivery.body } ?? false
                            #expect(isWhole)
                            if let id { missing.remove(id) }
                        }
                        #expect(await consumer.unacknowledged <= 200)
                        await consumer.acknowledge(batch.shuffled().map(\.receipt))
                        if missing.isEmpty { break }
                    }
                    storm.cancel()
                    let (cuts, attempts) = (await storm.value, try await published.value)
                    #expect(cuts > 5 && attempts > count)
                    // Copies of what was published again may still come.
                    _ = try await TestBroker.control("purge_queue", queue)
                }
            }
        }

        private static func body(_ number: Int) -> [UInt8] {
            (0..<500 + number % 2_000).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ number) }
        }
    }
}
