/// What RabbitMQ says when a queue or exchange exists with other settings (406), taken apart.
///
/// It speaks like this: `PRECONDITION_FAILED - inequivalent arg 'durable' for queue 'q' in vhost '/': received 'false'
/// but current is 'true'`; values of arguments read `the value 'quorum' of type 'longstr'`, or `none`.
struct Inequivalence: Equatable {
    /// What differs, such as `durable` or `x-queue-type`.
    var argument: String
    /// What was asked for.
    var wanted: String
    /// What the broker has.
    var present: String

    /// Reads the broker's words; `nil` if they are of another kind.
    init?(_ text: String) {
        guard let argument = Self.between("inequivalent arg '", "'", in: text),
            let received = Self.between("received ", " but current is ", in: text),
            let current = Self.between(" but current is ", nil, in: text)
        else { return nil }
        self.argument = String(argument)
        self.wanted = Self.value(received)
        self.present = Self.value(current)
    }

    /// For people: what differs and what to do.
    var words: String {
        "differs in \(self.argument): the broker has \(self.present), \(self.wanted) is wanted; "
            + "change the declaration, or delete it in the broker (its messages with it) so that it is made anew"
    }

    private static func value(_ text: Substring) -> String {
        if let value = Self.between("the value ", " of type ", in: String(text)) { return String(value) }
        return text == "none" ? "nothing" : String(text)
    }

    private static func between(_ start: String, _ end: String?, in text: String) -> Substring? {
        guard let from = Self.firstRange(of: start, in: text[...])?.upperBound else { return nil }
        guard let end else { return text[from...] }
        guard let until = Self.firstRange(of: end, in: text[from...])?.lowerBound else { return nil }
        return text[from..<until]
    }

    private static func firstRange(of pattern: String, in text: Substring) -> Range<String.Index>? {
        var start = text.startIndex
        while start < text.endIndex {
            if text[start...].hasPrefix(pattern) {
                return start..<text.index(start, offsetBy: pattern.count)
            }
            start = text.index(after: start)
        }
        return nil
    }
}
