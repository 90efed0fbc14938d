import Digest
import Messages

/// Ids of events, derived from what they say, so that a copy can be told from a second event.
enum EventID {
    /// A UUID (version 8, RFC 9562) of the first 128 bits of SHA-256 over `parts`.
    static func make(_ type: EventType, _ parts: [String], body: [UInt8] = []) -> String {
        var text: [UInt8] = []
        for part in [type.rawValue] + parts {
            // The length keeps "a", "bc" apart from "ab", "c".
            text += "\(part.utf8.count):\(part)".utf8
        }
        var bytes = Array(SHA256.digest(text + body).prefix(16))
        bytes[6] = bytes[6] & 0x0F | 0x80
        bytes[8] = bytes[8] & 0x3F | 0x80
        let digits = Array("0123456789abcdef".utf8)
        var id: [UInt8] = []
        id.reserveCapacity(36)
        for (index, byte) in bytes.enumerated() {
            if [4, 6, 8, 10].contains(index) { id.append(UInt8(ascii: "-")) }
            id.append(digits[Int(byte >> 4)])
            id.append(digits[Int(byte & 15)])
        }
        return String(decoding: id, as: UTF8.self)
    }
}
