import AMQP
import Testing

extension BrokerTests {
    @Suite struct PublisherTests {
        @Test func everyMessageIsConfirmedAndArrivesInItsOrder() async throws {
            try await TestBroker.withQueue("confirm") { queue in
                try await withPublisher(TestBroker.configuration()) { publisher in
                    let outcomes = await publisher.publish((0..<2_000).map { message(queue, Array("\($0)".utf8)) })
                    #expect(outcomes == Array(repeating: .confirmed, count: 2_000))
                }
                try await withConsumer(TestBroker.configuration(), [Subscription(queue: queue)]) { consumer in
                    let bodies = await consumer.take(2_000).map { String(decoding: $0.body, as: UTF8.self) }
                    #expect(bodies == (0..<2_000).map(String.init))
                }
            }
        }

        @Test func manyCallersShareOneConnection() async throws {
            try await TestBroker.withQueue("callers", type: .classic) { queue in
                try await withPublisher(TestBroker.configuration(), window: 16) { publisher in
                    await withTaskGroup(of: [PublishOutcome].self) { group in
                        for caller in 0..<100 {
                            let messages = (0..<20).map { message(queue, Array("\(caller).\($0)".utf8)) }
                            group.addTask { await publisher.publish(messages) }
                        }
                        for await outcomes in group {
                            #expect(outcomes == Array(repeating: .confirmed, count: 20))
                        }
                    }
                    #expect(await publisher.unsettled == 0)
                }
            }
        }

        @Test func bodiesOfEverySizeArriveAsTheyWereSent() async throws {
            let frame = 131_072 - 8
            let sizes = [0, 1, frame - 1, frame, frame + 1, 2 * frame, 3 * frame, 5_000_000]
            try await TestBroker.withQueue("sizes") { queue in
                try await withPublisher(TestBroker.configuration()) { publisher in
                    for size in sizes {
                        let body = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ size) }
                        #expect(await publisher.publish([message(queue, body)]) == [.confirmed])
                    }
                }
                try await withConsumer(TestBroker.configuration(), [Subscription(queue: queue)]) { consumer in
                    let deliveries = await consumer.take(sizes.count)
                    #expect(deliveries.map(\.body.count) == sizes)
                    for delivery in deliveries {
                        let size = delivery.body.count
                        let isWhole = delivery.body.enumerated()
                            .allSatisfy { $1 == UInt8(truncatingIfNeeded: $0 &* 31 &+ size) }
                        #expect(isWhole)
                    }
                }
            }
        }

        @Test func aBodyThatFillsItsFramesIsNotHeldBack() async throws {
            // librabbitmq's own writer takes 200 ms for each of these (rabbitmq-c issue 410).
            let body = [UInt8](repeating: 1, count: 131_072 - 8)
            try await TestBroker.withQueue("frames", type: .classic) { queue in
                try await withPublisher(TestBroker.configuration()) { publisher in
                    var fastest = Duration.seconds(60)
                    for _ in 0..<20 {
                        let start = ContinuousClock.now
                        #expect(await publisher.publish([message(queue, body)]) == [.confirmed])
                        fastest = min(fastest, ContinuousClock.now - start)
                    }
                    #expect(fastest < .milliseconds(190))
                }
            }
        }

        @Test func aMessageWithoutARouteComesBackAndIsNoSuccess() async throws {
            try await TestBroker.withQueue("route") { queue in
                try await withPublisher(TestBroker.configuration()) { publisher in
                    let stray = message("amqp-test.nowhere", [1], id: "stray")
                    let messages = [message(queue, [0], id: "a"), stray, message(queue, [2], id: "b"), stray]
                    let outcomes = await publisher.publish(messages)
                    let returned = PublishOutcome.returned(code: 312, text: "NO_ROUTE")
                    #expect(outcomes == [.confirmed, returned, .confirmed, returned])

                    let unwatched = message("amqp-test.nowhere", [1], mandatory: false)
                    #expect(await publisher.publish([unwatched]) == [.confirmed])
                }
            }
        }

        @Test func whatAFullQueueRefusesIsRefused() async throws {
            let arguments = [Header("x-max-length", 1), Header("x-overflow", "reject-publish")]
            try await TestBroker.withQueue("full", type: .classic, arguments: arguments) { queue in
                try await withPublisher(TestBroker.configuration()) { publisher in
                    _ = await publisher.publish([message(queue, [0])])
                    let outcomes = await publisher.publish((0..<20).map { message(queue, [UInt8($0)]) })
                    #expect(outcomes.contains(.refused))
                    #expect(outcomes.allSatisfy { $0 == .refused || $0 == .confirmed })
                }
            }
        }

        @Test func aMissingExchangeIsNamedAndPublishingGoesOn() async throws {
            try await TestBroker.withQueue("exchange") { queue in
                try await withPublisher(TestBroker.configuration()) { publisher in
                    let lost = message(queue, [1], exchange: "amqp-test.missing")
                    let error = await publisher.publish([lost])[0].error
                    #expect(error?.code == .notFound)
                    #expect(error?.message.contains("amqp-test.missing") == true)
                    #expect(await publisher.publish([message(queue, [2])]) == [.confirmed])
                }
            }
        }

        @Test func whatTheProtocolCannotCarryIsToldAndNothingElseSuffers() async throws {
            try await TestBroker.withQueue("fault") { queue in
                try await withPublisher(TestBroker.configuration()) { publisher in
                    let long = message(String(repeating: "k", count: 300), [1])
                    let wide = message(queue, [1]) {
                        $0.headers = [Header("h", .text(String(repeating: "x", count: 200_000)))]
                    }
                    let outcomes = await publisher.publish([long, message(queue, [2]), wide, message(queue, [3])])
                    #expect(outcomes.map { $0.error?.code } == [.badConfiguration, nil, .badConfiguration, nil])
                    #expect(outcomes[1] == .confirmed && outcomes[3] == .confirmed)
                }
            }
        }

        @Test func propertiesArriveAsTheyWereSent() async throws {
            try await TestBroker.withQueue("properties") { queue in
                let outgoing = message(queue, [1], id: "m") {
                    $0.contentType = "application/cloudevents+json"
                    $0.correlationID = "NG-1"
                    $0.timestamp = 1_700_000_000
                    $0.headers = [
                        Header("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"),
                        Header("nested", .table([Header("list", .array([1, "two", true, .double(0.25), .void]))])),
                    ]
                }
                try await withPublisher(TestBroker.configuration()) { publisher in
                    #expect(await publisher.publish([outgoing]) == [.confirmed])
                }
                try await withConsumer(TestBroker.configuration(), [Subscription(queue: queue)]) { consumer in
                    let received = await consumer.take(1)[0]
                    // Some versions say 0 the first time, others nothing.
                    #expect((received.deliveryCount ?? 0) == 0)
                    #expect(received.routingKey == queue && received.queue == queue && !received.redelivered)
                    var properties = received.properties
                    properties.headers.removeAll { $0.name == "x-delivery-count" }
                    #expect(properties == outgoing.properties)
                }
            }
        }
    }
}
