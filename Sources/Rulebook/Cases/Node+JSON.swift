import Yams

extension Node {
    /// Whether it is a scalar that says that there is nothing.
    var isNull: Bool {
        guard let scalar = self.scalar, scalar.isPlain else { return false }
        return ["", "~", "null"].contains(scalar.string)
    }

    /// The same value as JSON; plain numbers keep their digits, and what is neither number nor truth value is text.
    var json: String {
        switch self {
        case .mapping(let mapping):
            let members = mapping.map { key, value in "\(Self.quoted(key.scalar?.string ?? "")):\(value.json)" }
            return "{\(members.joined(separator: ","))}"
        case .sequence(let sequence):
            return "[\(sequence.map(\.json).joined(separator: ","))]"
        case .scalar(let scalar):
            if self.isNull { return "null" }
            let isLiteral =
                scalar.isPlain && (["true", "false"].contains(scalar.string) || Self.isNumber(scalar.string))
            return isLiteral ? scalar.string : Self.quoted(scalar.string)
        case .alias:
            return "null"
        }
    }

    /// Whether `text` is a number as JSON writes it.
    private static func isNumber(_ text: String) -> Bool {
        var rest = text.utf8[...]
        func digits() -> Int {
            let digits = rest.prefix { (48...57).contains($0) }
            rest = rest.dropFirst(digits.count)
            return digits.count
        }
        if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
        let startsWithZero = rest.first == UInt8(ascii: "0")
        let whole = digits()
        guard whole == 1 || (whole > 1 && !startsWithZero) else { return false }
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            guard digits() > 0 else { return false }
        }
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            rest = rest.dropFirst()
            if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
            guard digits() > 0 else { return false }
        }
        return rest.isEmpty
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\u{0}"..<" ":
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}

extension Node.Scalar {
    fileprivate var isPlain: Bool { self.style == .plain || self.style == .any }
}
