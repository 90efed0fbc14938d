import Testing

@testable import AMQP

/// What we write, the library reads; what it reads from strangers must never end the process.
@Suite struct WireTests {
    @Test func propertiesSurviveTheWire() throws {
        var properties = Properties()
        properties.contentType = "application/json"
        properties.contentEncoding = "utf-8"
        properties.deliveryMode = 2
        properties.priority = 9
        properties.correlationID = "NG-1"
        properties.replyTo = "answers"
        properties.expiration = "60000"
        properties.messageID = "m-1"
        properties.timestamp = 1_700_000_000
        properties.type = "t"
        properties.userID = "me"
        properties.appID = "rebated"
        properties.headers = [
            Header("text", "grüße"), Header("int", -3), Header("yes", true), Header("bytes", .bytes([0, 255])),
            Header("time", .timestamp(12)), Header("decimal", .decimal(unscaled: 1450, scale: 2)),
            Header("double", .double(0.5)), Header("nothing", .void),
            Header("table", .table([Header("inner", .array([1, "two", .boolean(false), .table([])]))])),
        ]
        let message = OutboundMessage(exchange: "x", routingKey: "k", properties: properties, body: [1, 2, 3])
        let frames = try Wire.decode { writer in
            let fits = writer.publish(message, channel: 7, frameMax: 4096)
            #expect(fits)
            writer.body(message.body[...], channel: 7)
        }
        #expect(frames.count == 3)
        #expect(frames[1] == .header(channel: 7, bodySize: 3, properties))
        #expect(frames[2] == .body(channel: 7, [1, 2, 3]))
    }

    @Test func noPropertiesAreNoProperties() throws {
        let message = OutboundMessage(exchange: "", routingKey: "", body: [])
        let frames = try Wire.decode { _ = $0.publish(message, channel: 1, frameMax: 4096) }
        #expect(frames.last == .header(channel: 1, bodySize: 0, Properties()))
    }

    @Test func propertiesLargerThanAFrameAreTakenBack() {
        var properties = Properties()
        properties.headers = [Header("large", .text(String(repeating: "x", count: 5000)))]
        let message = OutboundMessage(exchange: "", routingKey: "", properties: properties, body: [])
        var writer = FrameWriter()
        writer.heartbeat()
        let fits = writer.publish(message, channel: 1, frameMax: 4096)
        #expect(!fits)
        #expect(writer.bytes == [8, 0, 0, 0, 0, 0, 0, 0xCE])
    }

    @Test func aDeliveryIsReadInAnyCut() throws {
        var writer = FrameWriter()
        Wire.delivery(&writer, tag: 1, body: Array("hello".utf8))
        writer.heartbeat()
        let whole = try Wire.decode(writer.bytes)
        #expect(whole.count == 4)
        guard case .method(1, .deliver(let deliver)) = whole[0] else {
            throw AMQPError(.protocolViolation, "no delivery")
        }
        #expect(deliver.tag == 1 && deliver.exchange == "exchange" && deliver.routingKey == "key")
        for size in 1...writer.bytes.count {
            var handle = try ConnectionHandle()
            var frames: [InboundFrame] = []
            var rest = writer.bytes[...]
            while !rest.isEmpty {
                let part = Array(rest.prefix(size))
                rest = rest.dropFirst(size)
                try handle.decode(part, count: part.count, into: &frames)
            }
            #expect(frames == whole)
        }
    }

    @Test func theBrokersWordsAreRead() throws {
        let frames = try Wire.decode { writer in
            writer.method(MethodID(rawValue: 20 << 16 | 40), channel: 3) { writer in
                writer.put(UInt16(404))
                writer.putShort("NOT_FOUND - no queue 'q'")
                writer.put(UInt32(60 << 16 | 20))
            }
            writer.method(MethodID(rawValue: 60 << 16 | 80), channel: 3) { writer in
                writer.put(UInt64(9))
                writer.put(true)
            }
            writer.method(MethodID(rawValue: 10 << 16 | 60), channel: 0) { $0.putShort("low on memory") }
        }
        let reason = CloseReason(code: 404, text: "NOT_FOUND - no queue 'q'", method: "AMQP_BASIC_CONSUME_METHOD")
        #expect(
            frames == [
                .method(channel: 3, .channelClose(reason)), .method(channel: 3, .ack(tag: 9, multiple: true)),
                .method(channel: 0, .connectionBlocked(reason: "low on memory")),
            ]
        )
    }

    @Test func aBrokerThatTalksOnInsteadOfWaitingCannotAbortTheProcess() throws {
        var handle = try ConnectionHandle()
        var frames: [InboundFrame] = []
        var writer = FrameWriter()
        writer.confirmSelect(channel: 0)
        writer.append([8, 0])
        try handle.decode(writer.bytes, count: writer.count, into: &frames)
        #expect(frames.count == 1)
        #expect(throws: AMQPError.self) { try handle.tune(channelMax: 10, frameMax: 8192) }
        try handle.decode([0, 0, 0, 0, 0, 0xCE], count: 6, into: &frames)
        #expect(frames.last == .heartbeat)
        try handle.tune(channelMax: 10, frameMax: 8192)
    }

    @Test(
        arguments: [
            [8, 0, 0, 0, 0, 0, 0, 0xCD], [1, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0], [1, 0, 1, 0, 0, 0, 0, 0xCE],
            [2, 0, 1, 0, 0, 0, 0, 0xCE], [1, 0, 1, 0, 0, 0, 4, 0, 60, 0, 60, 0xCE],
        ] as [[UInt8]]
    )
    func brokenFramesAreAnError(_ bytes: [UInt8]) {
        #expect {
            _ = try Wire.decode(bytes)
        } throws: { error in
            (error as? AMQPError)?.code == .protocolViolation
        }
    }

    @Test func deepTablesAreCutNotFollowed() async throws {
        // As deep as a frame can hold; a stranger's message may have it. On a thread like the connection's own.
        let levels = 20_000
        var value: [UInt8] = []
        for level in 0..<levels {
            let size = UInt32((levels - level - 1) * 5)
            value += [UInt8(ascii: "A")] + [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: size >> $0) }
        }
        let nested = value
        let headers = try await withCheckedThrowingContinuation { done in
            let started = PosixThread.start(named: "deep", stackSize: 64 << 20) {
                done.resume(with: Result { try Self.header(holding: nested) })
            }
            #expect(started)
        }
        var depth = 0
        var cursor = headers.first?.value
        while case .array(let values) = cursor {
            depth += 1
            cursor = values.first
        }
        #expect(depth == HeaderValue.deepestNesting || headers.isEmpty)
    }

    private static func header(holding value: [UInt8]) throws -> [Header] {
        var handle = try ConnectionHandle()
        var frames: [InboundFrame] = []
        // The first frame leaves the library's initial state, after which a larger frame size may be agreed on.
        var writer = FrameWriter()
        writer.confirmSelect(channel: 0)
        try handle.decode(writer.bytes, count: writer.count, into: &frames)
        try handle.tune(channelMax: 10, frameMax: 131_072)
        writer.removeAll()
        writer.frame(FrameWriter.headerFrame, channel: 1) { writer in
            writer.put(UInt32(60) << 16)
            writer.put(UInt64(0))
            writer.put(UInt16(1 << 13))
            writer.sized { writer in
                writer.putShort("deep")
                writer.append(value[...])
            }
        }
        do {
            try handle.decode(writer.bytes, count: writer.count, into: &frames)
        } catch {
            // A library that refuses such tables is fine too.
            return []
        }
        guard case .header(_, _, let properties) = frames.last else { return [] }
        return properties.headers
    }

    @Test func rubbishNeverEndsTheProcess() throws {
        var random = SplitMix(seed: 11)
        for _ in 0..<3_000 {
            var writer = FrameWriter()
            Wire.delivery(&writer, tag: 1, body: [1, 2, 3])
            writer.method(MethodID(rawValue: 10 << 16 | 10), channel: 0) { writer in
                writer.put(UInt16(9))
                writer.put([Header("version", "3.10.8"), Header("x", .table([Header("y", .array([1, "z"]))]))])
                writer.putLong("PLAIN")
                writer.putLong("en_US")
            }
            var bytes = writer.bytes
            for _ in 0..<Int.random(in: 1...8, using: &random) {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            var handle = try ConnectionHandle()
            var frames: [InboundFrame] = []
            var rest = bytes[...]
            while !rest.isEmpty {
                let part = Array(rest.prefix(Int.random(in: 1...64, using: &random)))
                rest = rest.dropFirst(part.count)
                do { try handle.decode(part, count: part.count, into: &frames) } catch { break }
            }
        }
    }
}

/// Frames for tests.
enum Wire {
    static func decode(_ write: (inout FrameWriter) -> Void) throws -> [InboundFrame] {
        var writer = FrameWriter()
        write(&writer)
        return try Self.decode(writer.bytes)
    }

    static func decode(_ bytes: [UInt8]) throws -> [InboundFrame] {
        var handle = try ConnectionHandle()
        var frames: [InboundFrame] = []
        try handle.decode(bytes, count: bytes.count, into: &frames)
        return frames
    }

    static func delivery(_ writer: inout FrameWriter, tag: UInt64, body: [UInt8]) {
        writer.method(MethodID(rawValue: 60 << 16 | 60), channel: 1) { writer in
            writer.putShort("consumer")
            writer.put(tag)
            writer.put(false)
            writer.putShort("exchange")
            writer.putShort("key")
        }
        writer.frame(FrameWriter.headerFrame, channel: 1) { writer in
            writer.put(UInt32(60) << 16)
            writer.put(UInt64(body.count))
            var properties = Properties()
            properties.messageID = "m"
            properties.headers = [Header("x-delivery-count", 3)]
            writer.put(properties)
        }
        writer.body(body[...], channel: 1)
    }
}
