import AMQP
import Testing

extension BrokerTests {
    /// Heartbeats, logging in, and stopping in whatever state.
    @Suite struct LinkTests {
        private let nothing = [Subscription(queue: "amqp-test.never-there")]

        @Test func anIdleConnectionIsKeptAliveByHeartbeats() async throws {
            let log = EventLog()
            try await TestBroker.withQueue("idle") { queue in
                let configuration = try TestBroker.configuration(heartbeat: .seconds(1))
                try await withConsumer(configuration, [Subscription(queue: queue)], log: log) { _ in
                    _ = await log.first { $0.isConsuming }
                    // The broker would close a silent connection after about three heartbeats.
                    try await Task.sleep(for: .seconds(5))
                }
            }
            #expect(log.all.compactMap(\.loss).map(\.code) == [.stopped])
        }

        @Test func aSilentBrokerIsNoticedAfterTwoHeartbeats() async throws {
            let proxy = TestProxy(to: try TestBroker.url().port)
            defer { proxy.close() }
            let log = EventLog()
            try await TestBroker.withQueue("stalled") { queue in
                let configuration = try TestBroker.configuration(port: proxy.port, heartbeat: .seconds(1))
                try await withConsumer(configuration, [Subscription(queue: queue)], log: log) { _ in
                    _ = await log.first { $0.isConsuming }
                    log.forget()
                    let start = ContinuousClock.now
                    proxy.toClient(.stall)
                    proxy.toBroker(.stall)
                    #expect(await log.first { $0.loss != nil }.loss?.code == .heartbeatMissed)
                    #expect((.milliseconds(900)...(.seconds(8))).contains(ContinuousClock.now - start))
                    proxy.toClient(.pass)
                    proxy.toBroker(.pass)
                    _ = await log.first { $0.isConsuming }
                }
            }
        }

        @Test func aStopInterruptsWhateverIsUnderWay() async throws {
            let silent = TestProxy(to: try TestBroker.url().port)
            silent.toClient(.stall)
            defer { silent.close() }
            // Nobody answers; nobody listens, so that it waits for its next attempt; a login without an answer.
            var configurations = [
                try TestBroker.configuration("blackhole"), try TestBroker.configuration(port: 1),
                try TestBroker.configuration(port: silent.port),
            ]
            configurations[0].urls[0].host = "192.0.2.1"
            configurations[1].backoff = Backoff(initial: .seconds(30), maximum: .seconds(30))
            for configuration in configurations {
                let consumer = Consumer(configuration, subscriptions: self.nothing)
                async let running: Void = consumer.run()
                try await Task.sleep(for: .milliseconds(100))
                let start = ContinuousClock.now
                consumer.stop()
                for await _ in consumer.deliveries {}
                try await running
                await consumer.close()
                #expect(ContinuousClock.now - start < .seconds(8))
            }
        }

        @Test func aStopEndsAlsoWhenTheBrokerHasGoneSilent() async throws {
            let proxy = TestProxy(to: try TestBroker.url().port)
            defer { proxy.close() }
            let log = EventLog()
            try await TestBroker.withQueue("gone") { queue in
                var configuration = try TestBroker.configuration(port: proxy.port)
                configuration.rpcTimeout = .milliseconds(500)
                let consumer = Consumer(
                    configuration,
                    subscriptions: [Subscription(queue: queue)],
                    onEvent: log.handler
                )
                async let running: Void = consumer.run()
                _ = await log.first { $0.isConsuming }
                proxy.toClient(.stall)
                let start = ContinuousClock.now
                consumer.stop()
                for await _ in consumer.deliveries {}
                try await running
                await consumer.close()
                #expect(ContinuousClock.now - start < .seconds(8))
            }
        }

        @Test func cancellingTheTaskStopsIt() async throws {
            let consumer = Consumer(try TestBroker.configuration(), subscriptions: self.nothing)
            let task = Task { try await consumer.run() }
            try await Task.sleep(for: .milliseconds(50))
            task.cancel()
            try await task.value
            for await _ in consumer.deliveries {}
            await consumer.close()
        }

        @Test func badCredentialsAreToldWithoutThePasswordAndTriedAgain() async throws {
            var configuration = try TestBroker.configuration()
            configuration.urls[0].password = "wrong-password"
            let log = EventLog()
            try await withConsumer(configuration, self.nothing, log: log) { _ in
                let event = await log.first { $0.loss != nil }
                guard case .disconnected(let error, let retryIn) = event else { return }
                #expect(error.code == .loginRefused && error.replyCode == 403)
                #expect(!error.description.contains("wrong-password"))
                #expect(retryIn != nil)
            }
            configuration = try TestBroker.configuration()
            configuration.urls[0].vhost = "amqp-test-none"
            let other = EventLog()
            try await withConsumer(configuration, self.nothing, log: other) { _ in
                let error = await other.first { $0.loss != nil }.loss
                #expect(error?.code == .loginRefused)
                #expect(error?.message.contains("'amqp-test-none'") == true)
            }
        }

        @Test func theNextAddressIsTriedAtOnce() async throws {
            var configuration = try TestBroker.configuration()
            let good = configuration.urls[0]
            var bad = good
            (bad.host, bad.port) = ("127.0.0.1", 1)
            configuration.urls = [bad, bad, bad, good]
            configuration.backoff = Backoff(initial: .seconds(60), maximum: .seconds(60))
            let log = EventLog()
            try await withConsumer(configuration, self.nothing, log: log) { _ in
                _ = await log.first { $0.isConnected }
            }
            #expect(log.all.compactMap(\.loss).allSatisfy { $0.code == .connectFailed || $0.code == .stopped })
        }

        @Test func whatCannotBeginIsAnError() async throws {
            var configuration = try TestBroker.configuration()
            let consumer = Consumer(configuration, subscriptions: [])
            await #expect(throws: AMQPError.self) { try await consumer.run() }
            configuration.urls = []
            let publisher = Publisher(configuration)
            await #expect(throws: AMQPError.self) { try await publisher.run() }
        }
    }
}
