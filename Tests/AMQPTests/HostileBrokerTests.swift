import Synchronization
import Testing

@testable import AMQP

/// What a broker must not do ends the connection, never the process, and is followed by a new one.
@Suite(.timeLimit(.minutes(1))) struct HostileBrokerTests {
    /// The first two ends of a consumer's connections: after the first it has come back.
    private func losses(_ script: @escaping @Sendable (Peer) throws -> Void) async throws -> [AMQPError] {
        let broker = FakeBroker(script)
        let (losses, sink) = AsyncStream<AMQPError>.makeStream()
        let consumer = Consumer(broker.configuration(), subscriptions: [Subscription(queue: "q")]) { event in
            if case .disconnected(let error, _) = event { sink.yield(error) }
        }
        async let running: Void = consumer.run()
        var first: [AMQPError] = []
        for await error in losses {
            first.append(error)
            if first.count == 2 { break }
        }
        await consumer.close()
        try await running
        return first
    }

    @Test func whatIsNotAMQPIsSaid() async throws {
        let errors = try await self.losses { peer in
            peer.send(bytes: Array("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n".utf8))
            peer.drain()
        }
        #expect(errors.map(\.code) == [.protocolViolation, .protocolViolation])
        let hangUps = try await self.losses { _ in }
        #expect(hangUps.allSatisfy { $0.code == .connectFailed && $0.message.contains("doesn't speak AMQP") } == true)
    }

    @Test func oneThatTalksOnDuringTheLoginIsLeft() async throws {
        let errors = try await self.losses { peer in
            peer.start()
            _ = try peer.next()
            peer.send { writer in
                writer.tune(heartbeat: 0)
                // The beginning of a frame where the library would abort the process.
                writer.append([1, 0, 0, 0])
            }
            peer.drain()
        }
        #expect(errors.map(\.code) == [.protocolViolation, .protocolViolation])
    }

    @Test(arguments: [0, 1, 2, 3, 4, 5]) func framesThatMakeNoSenseEndTheConnection(_ kind: Int) async throws {
        let errors = try await self.losses { peer in
            try peer.login()
            try peer.consume()
            switch kind {
            case 0: peer.send { Wire.delivery(&$0, tag: 2, body: [1]) }
            case 1: peer.send { $0.body([1, 2, 3], channel: 1) }
            case 2: peer.send { $0.body([1, 2, 3], channel: 9) }
            case 3: peer.send(bytes: [8, 0, 0, 0, 0, 0, 0, 0])
            case 4: peer.send(bytes: [1, 0, 0, 0x7F, 0xFF, 0xFF, 0xFF, 0])
            default: peer.send { $0.cancel(consumerTag: "x", channel: 77) }
            }
            peer.drain()
        }
        #expect(errors.map(\.code) == [.protocolViolation, .protocolViolation])
    }

    @Test func methodsThatNobodyAskedForAreIgnored() async throws {
        let errors = try await self.losses { peer in
            try peer.login()
            try peer.consume()
            for method: UInt32 in [20 << 16 | 11, 60 << 16 | 11, 60 << 16 | 31, 85 << 16 | 11, 40 << 16 | 11] {
                peer.answer(method) { $0.put(UInt32(0)) }
            }
            peer.answer(60 << 16 | 80) { writer in
                writer.put(UInt64(7))
                writer.put(true)
            }
            // What is left of the connection then ends it.
            peer.send { writer in
                writer.method(MethodID(rawValue: 10 << 16 | 50), channel: 0) { writer in
                    writer.put(UInt16(320))
                    writer.putShort("CONNECTION_FORCED - enough")
                    writer.put(UInt32(0))
                }
            }
            peer.drain()
        }
        #expect(errors.map(\.code) == [.connectionClosed, .connectionClosed])
        #expect(errors.first?.message.contains("CONNECTION_FORCED - enough") == true)
    }

    @Test func oneThatNeverAnswersIsLeftAfterTheTimeThatWasGiven() async throws {
        let broker = FakeBroker { $0.drain() }
        var configuration = broker.configuration()
        configuration.connectTimeout = .milliseconds(100)
        let (losses, sink) = AsyncStream<AMQPError>.makeStream()
        let publisher = Publisher(configuration) { event in
            if case .disconnected(let error, _) = event { sink.yield(error) }
        }
        async let running: Void = publisher.run()
        #expect(await losses.first { _ in true }?.code == .timedOut)
        await publisher.close()
        try await running
    }
}
