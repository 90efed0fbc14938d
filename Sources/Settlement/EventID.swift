import Digest
import Messages

/// Ids of events, derived from what they say, so that a copy can be told from a second event.
enum EventID {
    /// A UUID (version 8, RFC 9562) of the first 128 bits of SHA-256 over `parts`.
    static func make(_ type: EventType, _ parts: [String], body: [UInt8] = []) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(192 + body.count)
        Self.append(type.rawValue, to: &text)
        for part in parts { Self.append(part, to: &text) }
        text.append(contentsOf: body)
        let digest = SHA256.digest(text)
        var id: [UInt8] = []
        id.reserveCapacity(36)
        for index in 0..<16 {
            var byte = digest[index]
            if index == 6 { byte = byte & 0x0F | 0x80 }
            if index == 8 { byte = byte & 0x3F | 0x80 }
            if index == 4 || index == 6 || index == 8 || index == 10 { id.append(UInt8(ascii: "-")) }
            id.append(Self.digit(byte >> 4))
            id.append(Self.digit(byte & 15))
        }
        return String(decoding: id, as: UTF8.self)
    }

    /// The length keeps "a", "bc" apart from "ab", "c".
    private static func append(_ part: String, to text: inout [UInt8]) {
        let count = part.utf8.count
        if count >= 100 {
            text.append(contentsOf: "\(count)".utf8)
        } else {
            if count >= 10 { text.append(UInt8(ascii: "0") + UInt8(count / 10)) }
            text.append(UInt8(ascii: "0") + UInt8(count % 10))
        }
        text.append(UInt8(ascii: ":"))
        text.append(contentsOf: part.utf8)
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }
}
