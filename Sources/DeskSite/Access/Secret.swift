internal import Digest

/// Secrets: made at random, compared without telling by the time how much of them was right.
enum Secret {
    /// 256 bits at random, in hexadecimal.
    static func make() -> String {
        var random = SystemRandomNumberGenerator()
        var text = ""
        for _ in 0..<4 {
            let digits = String(UInt64.random(in: .min ... .max, using: &random), radix: 16)
            text += String(repeating: "0", count: 16 - digits.count) + digits
        }
        return text
    }

    /// Whether two texts are the same, in a time that depends on neither.
    static func equals(_ left: String, _ right: String) -> Bool {
        Self.equals(SHA256.digest(Array(left.utf8)), SHA256.digest(Array(right.utf8)))
    }

    /// Whether two digests are the same.
    static func equals(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
