internal import Messages

/// What of a message may be told in logs and traces: ids, and never other text, which may be about a person.
enum SafeText {
    /// Whether a text is an id as applications have them.
    ///
    /// Source: the contract, on ids of applications.
    static func isID(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count) && text.utf8.allSatisfy(Self.isIDCharacter)
    }

    /// Whether a text is the id of a message and nothing else: with digits and letters, as no name and no phone number has.
    static func isMessageID(_ text: String) -> Bool {
        guard Self.isID(text) else { return false }
        let hasDigit = text.utf8.contains { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        let hasLetter = text.utf8.contains { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0 | 0x20) }
        return hasDigit && hasLetter
    }

    /// A routing key, with a star for what a sender or a message may have put into it.
    static func key(_ key: String, of exchange: String) -> String {
        let words = key.split(separator: ".", omittingEmptySubsequences: false).map { String($0) }
        guard let kind = words.first, Self.kinds.contains(kind) else { return "*" }
        // A refused answer goes to the reviewer whom it names.
        let isOurs = exchange == Names.decisions || (exchange == Names.tasks && kind != "rejected")
        return isOurs && words.allSatisfy(Self.isID) ? key : "\(kind).*"
    }

    /// Source: the contract, section "Queues".
    private static let kinds: Set<String> = [
        "submitted", "withdrawn", "completed", "decision", "rejected", "opened", "closed",
    ]

    private static func isIDCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
