import Testing

@testable import AMQP

/// What the client says, as the broker hears it.
@Suite(.timeLimit(.minutes(1))) struct ConversationTests {
    @Test func theLoginAnnouncesWhatTheClientUnderstands() async throws {
        let (heard, sink) = AsyncStream<[UInt8]>.makeStream()
        let broker = FakeBroker { peer in
            peer.start()
            _ = try peer.next()
            sink.yield(peer.received)
        }
        let publisher = Publisher(broker.configuration())
        async let running: Void = publisher.run()
        let bytes = await heard.first { _ in true } ?? []
        await publisher.close()
        try await running
        #expect(bytes.starts(with: [0x41, 0x4D, 0x51, 0x50, 0, 0, 9, 1]))
        let text = String(decoding: bytes, as: UTF8.self)
        for word in [
            "consumer_cancel_notify", "connection.blocked", "basic.nack", "publisher_confirms", "unit test", "PLAIN",
            "\0guest\0guest",
        ] {
            #expect(text.contains(word), "\(word)")
        }
    }

    @Test func acksOfAnUnbrokenRunAreOneFrame() async throws {
        let (heard, sink) = AsyncStream<InboundFrame>.makeStream()
        let broker = FakeBroker { peer in
            try peer.login()
            try peer.consume()
            peer.send { writer in
                for tag: UInt64 in 1...6 { Wire.delivery(&writer, tag: tag, body: [UInt8(tag)]) }
            }
            while true { sink.yield(try peer.next()) }
        }
        let consumer = Consumer(broker.configuration(), subscriptions: [Subscription(queue: "q", prefetch: 10)])
        async let running: Void = consumer.run()
        var deliveries: [Delivery] = []
        for await batch in consumer.deliveries {
            deliveries += batch
            if deliveries.count == 6 { break }
        }
        #expect(deliveries.map(\.body) == (1...6).map { [$0] })
        #expect(deliveries.first?.properties.messageID == "m" && deliveries.first?.deliveryCount == 3)
        await consumer.acknowledge([2, 0, 1, 4].map { deliveries[$0].receipt })
        var frames = heard.makeAsyncIterator()
        #expect(await frames.next() == .method(channel: 1, .ack(tag: 3, multiple: true)))
        #expect(await frames.next() == .method(channel: 1, .ack(tag: 5, multiple: false)))
        await consumer.acknowledge([Receipt(epoch: 99, tag: 6), Receipt(epoch: 0, tag: 6)] + [deliveries[3].receipt])
        #expect(await frames.next() == .method(channel: 1, .ack(tag: 4, multiple: false)))
        await consumer.close()
        try await running
    }

    @Test func aClosedChannelIsAnsweredAndOpenedAgain() async throws {
        let (heard, sink) = AsyncStream<InboundFrame>.makeStream()
        let broker = FakeBroker { peer in
            try peer.login()
            try peer.consume()
            peer.answer(20 << 16 | 40) { writer in
                writer.put(UInt16(404))
                writer.putShort("NOT_FOUND - no queue 'q' in vhost '/'")
                writer.put(UInt32(60 << 16 | 20))
            }
            while true { sink.yield(try peer.next()) }
        }
        let consumer = Consumer(broker.configuration(), subscriptions: [Subscription(queue: "q")])
        async let running: Void = consumer.run()
        var frames = heard.makeAsyncIterator()
        #expect(await frames.next() == .method(channel: 1, .channelCloseOk))
        // channel.open
        #expect(await frames.next() == .method(channel: 1, .other(20 << 16 | 10)))
        await consumer.close()
        try await running
    }

    @Test func aConnectionThatIsClosedIsAnswered() async throws {
        let (heard, sink) = AsyncStream<InboundFrame>.makeStream()
        let broker = FakeBroker { peer in
            try peer.login()
            _ = try peer.next()
            peer.send { writer in
                writer.method(MethodID(rawValue: 10 << 16 | 50), channel: 0) { writer in
                    writer.put(UInt16(320))
                    writer.putShort("CONNECTION_FORCED")
                    writer.put(UInt32(0))
                }
            }
            sink.yield(try peer.next())
        }
        let consumer = Consumer(broker.configuration(), subscriptions: [Subscription(queue: "q")])
        async let running: Void = consumer.run()
        #expect(await heard.first { _ in true } == .method(channel: 0, .connectionCloseOk))
        await consumer.close()
        try await running
    }

    @Test func cancellingAPublisherDoesNotWaitForTheBroker() async throws {
        let broker = FakeBroker { peer in
            try peer.login()
            _ = try peer.next()
            peer.answer(20 << 16 | 11) { $0.put(UInt32(0)) }
            _ = try peer.next()
            peer.answer(85 << 16 | 11)
            // Takes everything, answers nothing, and reads our farewell.
            peer.drain()
        }
        let publisher = Publisher(broker.configuration())
        let running = Task { try await publisher.run() }
        let messages = [OutboundMessage(exchange: "", routingKey: "q", body: [1])]
        let publishing = Task { await publisher.publish(messages) }
        while await publisher.confirms.waiting == 0 { await Task.yield() }
        let start = ContinuousClock.now
        running.cancel()
        guard case .unsettled(let error) = await publishing.value[0] else {
            Issue.record("settled without an answer")
            return
        }
        #expect(error.code == .stopped)
        try await running.value
        #expect(ContinuousClock.now - start < .seconds(4))
    }

    @Test func cancellingAConsumerDoesNotWaitForTheBroker() async throws {
        let broker = FakeBroker { peer in
            try peer.login()
            try peer.consume()
            peer.drain()
        }
        let (events, sink) = AsyncStream<LinkEvent>.makeStream()
        let consumer = Consumer(broker.configuration(), subscriptions: [Subscription(queue: "q")]) { sink.yield($0) }
        let running = Task { try await consumer.run() }
        _ = await events.first { $0 == .consuming(queue: "q") }
        let start = ContinuousClock.now
        running.cancel()
        try await running.value
        #expect(await consumer.deliveries.first { _ in true }?.count == nil)
        #expect(ContinuousClock.now - start < .seconds(4))
    }

    @Test func heartbeatsAreSentTwiceInTheAgreedTime() async throws {
        let (heard, sink) = AsyncStream<Int>.makeStream()
        let broker = FakeBroker { peer in
            try peer.login(heartbeat: 1)
            // Nothing but heartbeats follows the channel's opening, until the client takes our silence for death.
            _ = try peer.next()
            let before = peer.received.count
            _ = try? peer.next()
            sink.yield((peer.received.count - before) / 8)
        }
        let consumer = Consumer(broker.configuration(), subscriptions: [Subscription(queue: "q")])
        async let running: Void = consumer.run()
        let count = await heard.first { _ in true } ?? 0
        await consumer.close()
        try await running
        // Two seconds of silence, a heartbeat each half second; the last may coincide with the end.
        #expect((2...4).contains(count))
    }
}
