import Crypto
import Messages

/// Ids of events, derived from what they say, so that a copy can be told from a second event.
enum EventID {
    /// A UUID (version 8, RFC 9562) of the first 128 bits of SHA-256 over `parts`.
    static func make(_ type: EventType, _ parts: [String], body: [UInt8] = []) -> String {
        var hash = SHA256()
        for part in [type.rawValue] + parts {
            // The length keeps "a", "bc" apart from "ab", "c".
            hash.update(data: Array("\(part.utf8.count):\(part)".utf8))
        }
        hash.update(data: body)
        var bytes = Array(hash.finalize().prefix(16))
        bytes[6] = bytes[6] & 0x0F | 0x80
        bytes[8] = bytes[8] & 0x3F | 0x80
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(36)
        for (index, byte) in bytes.enumerated() {
            if [4, 6, 8, 10].contains(index) { text.append(UInt8(ascii: "-")) }
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
