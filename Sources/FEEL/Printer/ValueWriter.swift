extension Value {
    /// The value as the language writes it: strings in quotes, dates as `@"2024-02-29"`.
    ///
    /// It can be read back, but for functions and unknown values. A value of more than a million characters or nested
    /// deeper than 300 is cut off with `…`.
    public var written: String {
        var writer = ValueWriter()
        writer.write(self, depth: 0)
        return writer.text
    }
}

/// Writes values as source text.
struct ValueWriter {
    private static let depthLimit = 300

    var text = ""

    mutating func write(_ value: Value, depth: Int) {
        guard depth < Self.depthLimit, self.text.utf8.count < Frame.sizeLimit else {
            self.text += "…"
            return
        }
        switch value {
        case .null: self.text += "null"
        case .unknown: self.text += "unknown"
        case .boolean(let flag): self.text += flag ? "true" : "false"
        case .number(let number): self.text += number.description
        case .text(let text): self.text += Self.quoted(text)
        case .date(let date): self.text += "@\"\(date.description)\""
        case .time(let time): self.text += "@\"\(time.description)\""
        case .dateTime(let moment): self.text += "@\"\(moment.description)\""
        case .yearsMonths(let duration): self.text += "@\"\(duration.description)\""
        case .daysTime(let duration): self.text += "@\"\(duration.description)\""
        case .list(let items):
            self.text += "["
            for (index, item) in items.enumerated() {
                if index > 0 { self.text += ", " }
                self.write(item, depth: depth + 1)
            }
            self.text += "]"
        case .context(let context): self.write(context, depth)
        case .range(let range): self.write(range, depth)
        case .function(let function): self.text += "function(\(function.parameters.joined(separator: ", "))) …"
        }
    }

    private mutating func write(_ context: Context, _ depth: Int) {
        self.text += "{"
        for (index, entry) in context.entries.enumerated() {
            if index > 0 { self.text += ", " }
            self.text += "\(Self.key(entry.name)): "
            self.write(entry.value, depth: depth + 1)
        }
        self.text += "}"
    }

    private mutating func write(_ range: RangeValue, _ depth: Int) {
        switch range.form {
        case .below:
            self.text += range.endIncluded ? "(<= " : "(< "
            self.write(range.end, depth: depth + 1)
            self.text += ")"
        case .above:
            self.text += range.startIncluded ? "(>= " : "(> "
            self.write(range.start, depth: depth + 1)
            self.text += ")"
        case .interval:
            self.text += range.startIncluded ? "[" : "("
            self.write(range.start, depth: depth + 1)
            self.text += ".."
            self.write(range.end, depth: depth + 1)
            self.text += range.endIncluded ? "]" : ")"
        }
    }

    /// A string in quotes; control characters are escaped, so that none reaches a terminal.
    private static func quoted(_ text: String) -> String {
        let quoted = ValueText.quoted(text)
        guard quoted.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
            return quoted
        }
        return quoted.unicodeScalars.reduce(into: "") { result, scalar in
            if scalar.properties.generalCategory == .control {
                let digits = String(scalar.value, radix: 16, uppercase: true)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
    }

    /// A key, in quotes unless it is one plain word.
    static func key(_ name: String) -> String {
        let isWord = name.utf8.allSatisfy { byte in
            byte == UInt8(ascii: "_") || (byte | 0x20) >= UInt8(ascii: "a") && (byte | 0x20) <= UInt8(ascii: "z")
        }
        return isWord && !name.isEmpty && !Parser.reserved.contains(name) ? name : Self.quoted(name)
    }
}
