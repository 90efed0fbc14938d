/// A key that was pressed.
public enum Key: Sendable, Equatable {
    /// A character.
    case character(Character)
    /// Return.
    case enter
    /// Escape alone.
    case escape
    /// Backspace.
    case backspace
    /// Tab, to the next field.
    case tab
    /// Shift and Tab, to the field before.
    case backTab
    /// An arrow upwards.
    case up
    /// An arrow downwards.
    case down
    /// An arrow to the left.
    case left
    /// An arrow to the right.
    case right
    /// Page up.
    case pageUp
    /// Page down.
    case pageDown
    /// Home.
    case home
    /// End.
    case end
    /// Delete.
    case delete
    /// Control and a letter, in lower case.
    case control(Character)
}

/// Reads keys from the bytes that a terminal sends.
public struct KeyReader: Sendable {
    private var bytes: [UInt8] = []

    /// A reader without bytes.
    public init() {}

    /// Takes bytes, and returns the keys that are complete.
    ///
    /// - Parameter isPause: Whether nothing followed for a moment: an escape that stands alone is the key then.
    public mutating func read(_ input: some Sequence<UInt8>, isPause: Bool = false) -> [Key] {
        self.bytes += input
        var keys: [Key] = []
        while let first = self.bytes.first {
            if first == 0x1B {
                guard self.bytes.count > 1 else {
                    if isPause {
                        keys.append(.escape)
                        self.bytes = []
                    }
                    break
                }
                guard let (key, length) = self.sequence() else {
                    // Not all of it is there; what is never finished is dropped.
                    if isPause { self.bytes = [] }
                    break
                }
                if let key { keys.append(key) }
                self.bytes.removeFirst(length)
            } else if first < 0x20 || first == 0x7F {
                self.bytes.removeFirst()
                if let key = Self.control(first) { keys.append(key) }
            } else {
                guard let (key, length) = self.character() else { break }
                if let key { keys.append(key) }
                self.bytes.removeFirst(length)
            }
        }
        return keys
    }

    private static func control(_ byte: UInt8) -> Key? {
        switch byte {
        case 0x09: .tab
        case 0x0A, 0x0D: .enter
        case 0x08, 0x7F: .backspace
        case 1...26: .control(Character(Unicode.Scalar(byte + 0x60)))
        default: nil
        }
    }

    /// An escape sequence at the front, with its length; a key of `nil` is one that means nothing here.
    private func sequence() -> (key: Key?, length: Int)? {
        let second = self.bytes[1]
        // Anything but the start of a sequence: the escape was a key of its own.
        guard second == UInt8(ascii: "[") || second == UInt8(ascii: "O") else { return (.escape, 1) }
        guard let end = self.bytes.dropFirst(2).firstIndex(where: { (0x40...0x7E).contains($0) }) else {
            return self.bytes.count > 32 ? (nil, self.bytes.count) : nil
        }
        let parameters = String(decoding: self.bytes[2..<end], as: UTF8.self)
        return (Self.key(parameters, final: self.bytes[end]), end + 1)
    }

    private static func key(_ parameters: String, final: UInt8) -> Key? {
        switch (final, parameters) {
        case (UInt8(ascii: "A"), _): .up
        case (UInt8(ascii: "B"), _): .down
        case (UInt8(ascii: "C"), _): .right
        case (UInt8(ascii: "D"), _): .left
        case (UInt8(ascii: "H"), _), (UInt8(ascii: "~"), "1"), (UInt8(ascii: "~"), "7"): .home
        case (UInt8(ascii: "F"), _), (UInt8(ascii: "~"), "4"), (UInt8(ascii: "~"), "8"): .end
        case (UInt8(ascii: "Z"), _): .backTab
        case (UInt8(ascii: "M"), ""): .enter
        case (UInt8(ascii: "~"), "3"): .delete
        case (UInt8(ascii: "~"), "5"): .pageUp
        case (UInt8(ascii: "~"), "6"): .pageDown
        default: nil
        }
    }

    /// A character at the front, with its length; `nil` until all of its bytes are there.
    private func character() -> (key: Key?, length: Int)? {
        let first = self.bytes[0]
        let length =
            switch first {
            case 0xC2...0xDF: 2
            case 0xE0...0xEF: 3
            case 0xF0...0xF4: 4
            default: 1
            }
        guard self.bytes.count >= length else { return nil }
        let text = String(decoding: self.bytes.prefix(length), as: UTF8.self)
        guard let character = text.first, character != "\u{FFFD}" else { return (nil, 1) }
        return (.character(character), length)
    }
}
