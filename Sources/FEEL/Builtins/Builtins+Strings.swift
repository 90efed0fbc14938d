extension Builtins {
    static let strings: [Builtin] = [
        Builtin(
            "substring",
            .always(.text),
            [
                Signature("string:text, start position:number, length?:number") { arguments, _ in
                    Self.substring(arguments)
                }
            ]
        ),
        Builtin(
            "string length",
            .always(.number),
            isTotal: true,
            [
                Signature("string:text") { arguments, _ in
                    .number(Number(Self.text(arguments, 0).unicodeScalars.count))
                }
            ]
        ),
        Builtin(
            "upper case",
            .always(.text),
            isTotal: true,
            [
                Signature("string:text") { arguments, _ in .text(Self.text(arguments, 0).uppercased()) }
            ]
        ),
        Builtin(
            "lower case",
            .always(.text),
            isTotal: true,
            quick: .one { value in
                guard case .text(let text) = value, text.utf8.count < 256 else { return nil }
                return .text(text.lowercased())
            },
            [
                Signature("string:text") { arguments, _ in .text(Self.text(arguments, 0).lowercased()) }
            ]
        ),
        Builtin(
            "substring before",
            .always(.text),
            isTotal: true,
            [
                Signature("string:text, match:text") { arguments, _ in
                    .text(Self.parts(arguments)?.before ?? "")
                }
            ]
        ),
        Builtin(
            "substring after",
            .always(.text),
            isTotal: true,
            [
                Signature("string:text, match:text") { arguments, _ in
                    .text(Self.parts(arguments)?.after ?? "")
                }
            ]
        ),
        Builtin(
            "contains",
            .always(.boolean),
            isTotal: true,
            [
                Signature("string:text, match:text") { arguments, _ in .boolean(Self.parts(arguments) != nil) }
            ]
        ),
        Builtin(
            "starts with",
            .always(.boolean),
            isTotal: true,
            [
                Signature("string:text, match:text") { arguments, _ in
                    .boolean(Self.text(arguments, 0).utf8.starts(with: Self.text(arguments, 1).utf8))
                }
            ]
        ),
        Builtin(
            "ends with",
            .always(.boolean),
            isTotal: true,
            [
                Signature("string:text, match:text") { arguments, _ in
                    .boolean(
                        Self.text(arguments, 0).utf8.reversed().starts(with: Self.text(arguments, 1).utf8.reversed())
                    )
                }
            ]
        ),
        Builtin(
            "string join",
            .always(.text),
            unknowns: .spreadItems,
            [
                Signature("list:list, delimiter?:text!") { arguments, frame in Self.join(arguments, &frame) }
            ]
        ),
    ]

    /// An argument that is known to be a string.
    static func text(_ arguments: [Value], _ index: Int) -> String {
        arguments.indices.contains(index) ? arguments[index].text ?? "" : ""
    }

    private static func substring(_ arguments: [Value]) -> Value {
        let scalars = self.text(arguments, 0).unicodeScalars
        guard let start = arguments[1].number?.truncatedInt, start != 0 else { return .null }
        let count = scalars.count
        let offset = start > 0 ? start - 1 : count + start
        guard offset >= 0, offset < count else { return .null }
        var length = count - offset
        if arguments.count > 2 {
            guard let wanted = arguments[2].number?.truncatedInt, wanted >= 1 else { return .null }
            length = min(length, wanted)
        }
        let from = scalars.index(scalars.startIndex, offsetBy: offset)
        let to = scalars.index(from, offsetBy: length)
        return .text(String(scalars[from..<to]))
    }

    /// What stands before and after the first occurrence of the second string in the first.
    private static func parts(_ arguments: [Value]) -> (before: String, after: String)? {
        let text = Array(self.text(arguments, 0).utf8)
        let match = Array(self.text(arguments, 1).utf8)
        guard match.count <= text.count else { return nil }
        for start in 0...(text.count - match.count) {
            var length = 0
            while length < match.count, text[start + length] == match[length] { length += 1 }
            guard length == match.count else { continue }
            let before = String(decoding: text[..<start], as: UTF8.self)
            return (before, String(decoding: text[(start + length)...], as: UTF8.self))
        }
        return nil
    }

    private static func join(_ arguments: [Value], _ frame: inout Frame) -> Value {
        let delimiter = self.text(arguments, 1)
        var joined = ""
        var isFirst = true
        for item in self.items(arguments[0]) {
            guard frame.spend() else { return .null }
            if item.isNull { continue }
            guard case .text(let text) = item, joined.utf8.count + text.utf8.count < Frame.sizeLimit else {
                return .null
            }
            if !isFirst { joined += delimiter }
            joined += text
            isFirst = false
        }
        return .text(joined)
    }
}
