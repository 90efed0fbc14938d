import JSON

/// Ids of applications and lines.
enum Identifiers {
    /// Reads an id: 1 to 64 characters of `A-Z a-z 0-9 . _ -`.
    static func read(_ value: JSONValue?, path: @autoclosure () -> String, problems: inout ProblemList) -> String? {
        guard let value, !value.isNull else {
            problems.add(path(), "is required")
            return nil
        }
        if let text = value.string, Self.isIdentifier(text) { return text }
        problems.add(path(), "must be 1 to 64 characters of A-Z a-z 0-9 . _ -")
        return nil
    }

    private static func isIdentifier(_ text: String) -> Bool {
        let bytes = text.utf8
        return (1...64).contains(bytes.count)
            && bytes.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }
}
