import AMQP
import Testing

extension BrokerTests {
    @Suite struct TopologyClientTests {
        private static let topology = Topology(
            exchanges: [
                ExchangeDeclaration(
                    name: "amqp-test.topic",
                    kind: "topic",
                    arguments: [Header("alternate-exchange", "amqp-test.strays")]
                ),
                ExchangeDeclaration(name: "amqp-test.strays", kind: "fanout", internal: true),
            ],
            queues: [
                QueueDeclaration(name: "amqp-test.work", arguments: [Header("x-delivery-limit", 5)]),
                QueueDeclaration(name: "amqp-test.lost", type: .classic),
            ],
            bindings: [
                BindingDeclaration(exchange: "amqp-test.topic", queue: "amqp-test.work", routingKey: "a.#"),
                BindingDeclaration(exchange: "amqp-test.strays", queue: "amqp-test.lost", routingKey: ""),
            ]
        )

        private func withClient(_ body: (TopologyClient) async throws -> Void) async throws {
            let client = TopologyClient(try TestBroker.configuration())
            let result: Result<Void, any Error>
            do { result = .success(try await body(client)) } catch { result = .failure(error) }
            await client.close()
            for queue in Self.topology.queues { try await TestBroker.delete(queue: queue.name) }
            // There is no command to delete an exchange.
            for exchange in Self.topology.exchanges {
                let name = "rabbit_misc:r(<<\"/\">>, exchange, <<\"\(exchange.name)\">>)"
                try await TestBroker.control("eval", "rabbit_exchange:delete(\(name), false, <<\"test\">>).")
            }
            try result.get()
        }

        @Test func whatIsMissingIsListedThenMadeThenFound() async throws {
            try await self.withClient { client in
                let missing = try await client.verify(Self.topology)
                #expect(missing.map(\.kind) == [.missing, .missing, .missing, .missing])
                #expect(missing.last?.description.contains("queue 'amqp-test.lost' is missing") == true)
                try await client.apply(Self.topology)
                try await client.apply(Self.topology)
                #expect(try await client.verify(Self.topology) == [])
                try await withPublisher(TestBroker.configuration()) { publisher in
                    let messages = ["a.b", "stray"].map { message($0, [1], exchange: "amqp-test.topic") }
                    #expect(await publisher.publish(messages) == [.confirmed, .confirmed])
                }
                #expect(try await client.messageCount(queue: "amqp-test.work") == (1, 0))
            }
        }

        @Test func whatDiffersIsSaidInWords() async throws {
            try await self.withClient { client in
                try await client.apply(Self.topology)
                var other = Self.topology
                other.exchanges[1].kind = "direct"
                other.queues[0].arguments = [Header("x-delivery-limit", 7)]
                other.queues[1].type = .quorum
                let problems = try await client.verify(other)
                #expect(problems.map(\.kind) == [.differs, .differs, .differs])
                #expect(problems[0].description.contains("'amqp-test.strays' differs in type: the broker has 'fanout'"))
                #expect(problems[1].detail.contains("x-delivery-limit: the broker has '5', '7' is wanted"))
                #expect(problems[2].detail.contains("x-queue-type: the broker has 'classic', 'quorum' is wanted"))
                do throws(AMQPError) {
                    try await client.apply(other)
                    Issue.record("a clash was not noticed")
                } catch {
                    #expect(error.code == .preconditionFailed && error.replyCode == 406)
                    #expect(error.message.contains("differs in type"))
                }
                // The client is still of use.
                #expect(try await client.verify(Self.topology) == [])
            }
        }

        @Test func aQueueThatIsNotThereIsNamed() async throws {
            try await self.withClient { client in
                do throws(AMQPError) {
                    _ = try await client.messageCount(queue: "amqp-test.none")
                    Issue.record("a missing queue was counted")
                } catch {
                    #expect(error.code == .notFound && error.message.contains("amqp-test.none"))
                }
                let lonely = BindingDeclaration(exchange: "amqp-test.none", queue: "amqp-test.none", routingKey: "k")
                await #expect(throws: AMQPError.self) { try await client.apply(Topology(bindings: [lonely])) }
            }
        }

        @Test func callsAtTheSameTimeWaitForOneAnother() async throws {
            try await self.withClient { client in
                try await client.apply(Self.topology)
                try await withThrowingTaskGroup(of: [TopologyProblem].self) { group in
                    for _ in 0..<10 { group.addTask { try await client.verify(Self.topology) } }
                    for try await problems in group { #expect(problems == []) }
                }
            }
        }

        @Test func aLostConnectionIsMadeAgainWhenItIsNeeded() async throws {
            let proxy = TestProxy(to: try TestBroker.url().port)
            defer { proxy.close() }
            let client = TopologyClient(try TestBroker.configuration(port: proxy.port))
            await #expect(throws: AMQPError.self) { try await client.messageCount(queue: "amqp-test.none") }
            proxy.cut()
            var failures = 0
            for _ in 0..<20 {
                do throws(AMQPError) {
                    _ = try await client.messageCount(queue: "amqp-test.none")
                } catch {
                    if error.code == .notFound { break }
                    failures += 1
                }
            }
            #expect(failures <= 1)
            await client.close()
            await #expect(throws: AMQPError.self) { try await client.messageCount(queue: "amqp-test.none") }
        }
    }
}
