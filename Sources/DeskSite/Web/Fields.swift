/// Names and values of a query or a form, `application/x-www-form-urlencoded`.
struct Fields: Sendable, Equatable {
    private let pairs: [(name: String, value: String)]
    /// The most pairs that are read.
    private static let limit = 100

    /// Reads them; `nil` for what is no such text: bad escapes, bad UTF-8, too many.
    init?(_ text: some Collection<UInt8>) {
        var pairs: [(name: String, value: String)] = []
        for part in text.split(separator: UInt8(ascii: "&")) {
            let halves = part.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard pairs.count < Self.limit, let name = Self.decoded(halves[0]),
                let value = halves.count > 1 ? Self.decoded(halves[1]) : ""
            else { return nil }
            pairs.append((name, value))
        }
        self.pairs = pairs
    }

    /// The value of a name that stands once; blank where it is missing or stands several times.
    subscript(name: String) -> String {
        let values = self.pairs.filter { $0.name == name }
        return values.count == 1 ? values[0].value : ""
    }

    static func == (left: Fields, right: Fields) -> Bool {
        left.pairs.elementsEqual(right.pairs) { $0 == $1 }
    }

    private static func decoded(_ text: some Collection<UInt8>) -> String? {
        var bytes: [UInt8] = []
        var rest = text[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): bytes.append(0x20)
            case UInt8(ascii: "%"):
                guard let high = rest.popFirst().flatMap(Self.digit), let low = rest.popFirst().flatMap(Self.digit)
                else {
                    return nil
                }
                bytes.append(high << 4 | low)
            default: bytes.append(byte)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }
}
