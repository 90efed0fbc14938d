import Testing

@testable import Ledger

@Suite("Events of one commit lie in one row as bytes")
struct EventBundleTests {
    static let bundle = EventBundle(
        key: 7,
        events: [
            StoredEvent(
                Sample.event("a", body: Array("before[1]tail".utf8)),
                telling: (.init(number: 3), [91, 49, 93])
            ),
            StoredEvent(
                OutboxEvent(
                    id: "é",
                    type: "",
                    exchange: "x",
                    routingKey: "k",
                    correlationID: "ä",
                    traceparent: "00-1-1-00",
                    body: [0, 255],
                    createdAt: -1
                ),
                telling: nil
            ),
            StoredEvent(Sample.event("c", body: [9]), telling: (.init(program: .max, number: .min), [9])),
        ]
    )

    @Test("They are read as they were written, but for the decisions that have rows of their own")
    func whole() throws {
        let events = try EventBundle.events(in: Self.bundle.bytes)
        #expect(events.map(\.decision) == [.init(number: 3), nil, .init(program: .max, number: .min)])
        #expect(events.map { Array($0.before) } == [Array("before".utf8), [0, 255], []])
        #expect(events.map { Array($0.behind) } == [Array("tail".utf8), [], []])
        let told: [[UInt8]] = [[91, 49, 93], [], [9]]
        for ((read, written), decision) in zip(zip(events, Self.bundle.events), told) {
            #expect(read.whole(decision, place: 0, owner: nil) == written.event)
        }
        #expect(Self.bundle.oldest == -1)
    }

    @Test("Bytes that were cut off, lengthened or written by somebody else are refused")
    func damaged() {
        let bytes = Self.bundle.bytes
        let ends = Set(
            Self.bundle.events.indices.map { EventBundle(key: 0, events: Array(Self.bundle.events[..<$0])).bytes.count }
        )
        for count in bytes.indices where !ends.contains(count) {
            #expect(throws: LedgerFault.self) { try EventBundle.events(in: Array(bytes[..<count])) }
        }
        let others: [[UInt8]] = [bytes + [0], [2] + Array(bytes.dropFirst()), [1] + Array(repeating: 255, count: 99)]
        for other in others {
            #expect(throws: LedgerFault.self) { try EventBundle.events(in: other) }
        }
    }
}
