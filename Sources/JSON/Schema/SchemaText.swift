extension SchemaValue {
    /// The value as a text for people: two blanks a level, and on one line what fits on it; a line feed at the end.
    ///
    /// Equal values give equal bytes, so that files can be compared.
    public var bytes: [UInt8] {
        var text = SchemaText()
        text.write(self, level: 0, used: 0)
        return text.bytes + [UInt8(ascii: "\n")]
    }
}

/// Lays out a tree of JSON.
private struct SchemaText {
    /// Lines are broken to keep within this many bytes, where they can be broken at all.
    private static let width = 118

    private(set) var bytes: [UInt8] = []

    /// Writes `value`, before which `used` bytes stand on the line.
    mutating func write(_ value: SchemaValue, level: Int, used: Int) {
        let line = Self.line(value)
        // A comma may follow.
        if used + line.count < Self.width || Self.isSimple(value) {
            self.bytes += line
            return
        }
        switch value {
        case .list(let elements) where elements.allSatisfy(Self.isSimple):
            self.fill(elements, level: level)
        case .list(let elements):
            self.block("[", "]", elements, level: level) { text, element in
                text.write(element, level: level + 1, used: 2 * (level + 1))
            }
        case .object(let members):
            self.block("{", "}", members, level: level) { text, member in
                let name = Self.quoted(member.name) + Array(": ".utf8)
                text.bytes += name
                text.write(member.value, level: level + 1, used: 2 * (level + 1) + name.count)
            }
        case .null, .boolean, .number, .text:
            break
        }
    }

    private mutating func block<Element>(
        _ open: String,
        _ close: String,
        _ elements: [Element],
        level: Int,
        _ write: (inout SchemaText, Element) -> Void
    ) {
        self.bytes += open.utf8
        for (index, element) in elements.enumerated() {
            if index > 0 { self.bytes.append(UInt8(ascii: ",")) }
            self.breakLine(level + 1)
            write(&self, element)
        }
        self.breakLine(level)
        self.bytes += close.utf8
    }

    /// Many short values, as many on a line as it takes.
    private mutating func fill(_ elements: [SchemaValue], level: Int) {
        self.bytes.append(UInt8(ascii: "["))
        var used = Self.width
        for (index, element) in elements.enumerated() {
            let text = Self.line(element)
            if index > 0 { self.bytes.append(UInt8(ascii: ",")) }
            if used + text.count + 2 >= Self.width {
                self.breakLine(level + 1)
                used = 2 * (level + 1)
            } else {
                self.bytes.append(UInt8(ascii: " "))
                used += 1
            }
            self.bytes += text
            used += text.count + 1
        }
        self.breakLine(level)
        self.bytes.append(UInt8(ascii: "]"))
    }

    private mutating func breakLine(_ level: Int) {
        self.bytes.append(UInt8(ascii: "\n"))
        self.bytes += [UInt8](repeating: UInt8(ascii: " "), count: 2 * level)
    }

    private static func isSimple(_ value: SchemaValue) -> Bool {
        switch value {
        case .null, .boolean, .number, .text: true
        case .list(let elements): elements.isEmpty
        case .object(let members): members.isEmpty
        }
    }

    private static func line(_ value: SchemaValue) -> [UInt8] {
        switch value {
        case .null: Array("null".utf8)
        case .boolean(let truth): Array(truth ? "true".utf8 : "false".utf8)
        case .number(let digits): Array(digits.utf8)
        case .text(let text): Self.quoted(text)
        case .list(let elements):
            Array("[".utf8) + elements.map(Self.line).joined(separator: Array(", ".utf8)) + Array("]".utf8)
        case .object(let members):
            if members.isEmpty {
                Array("{}".utf8)
            } else {
                Array("{ ".utf8)
                    + members.map { Self.quoted($0.name) + Array(": ".utf8) + Self.line($0.value) }
                    .joined(separator: Array(", ".utf8)) + Array(" }".utf8)
            }
        }
    }

    private static func quoted(_ text: String) -> [UInt8] {
        var bytes = ByteBuffer(capacity: text.utf8.count + 2)
        JSONText.appendQuoted(text, to: &bytes)
        return bytes.array
    }
}
