/// The replacement string of `replace`: text with `$1` for groups, `\$` and `\\` for the characters themselves.
struct PatternReplacement {
    private enum Part {
        case text(String)
        case group(Int)
    }

    private var parts: [Part] = []

    /// `nil` if a `$` or backslash stands before anything else.
    init?(_ text: String, groups: Int, isLiteral: Bool) {
        if isLiteral {
            self.parts = [.text(text)]
            return
        }
        let scalars = Array(text.unicodeScalars)
        var index = 0
        var plain = ""
        while index < scalars.count {
            switch scalars[index] {
            case "\\":
                guard index + 1 < scalars.count, scalars[index + 1] == "\\" || scalars[index + 1] == "$" else {
                    return nil
                }
                plain.unicodeScalars.append(scalars[index + 1])
                index += 2
            case "$":
                index += 1
                guard index < scalars.count, let first = Self.digit(scalars[index]) else { return nil }
                var group = first
                index += 1
                while index < scalars.count, let digit = Self.digit(scalars[index]), group * 10 + digit <= groups {
                    group = group * 10 + digit
                    index += 1
                }
                self.parts += [.text(plain), .group(group)]
                plain = ""
            default:
                plain.unicodeScalars.append(scalars[index])
                index += 1
            }
        }
        self.parts.append(.text(plain))
    }

    private static func digit(_ scalar: Unicode.Scalar) -> Int? {
        ("0"..."9").contains(scalar) ? Int(scalar.value) - 48 : nil
    }

    /// The text for one match.
    func text(_ registers: [Int], groups: Int, _ matcher: PatternMatcher) -> String {
        self.parts.reduce(into: "") { result, part in
            switch part {
            case .text(let text): result += text
            case .group(let group):
                if group <= groups {
                    result += matcher.substring(registers[group * 2], registers[group * 2 + 1])
                }
            }
        }
    }
}
