extension Builtins {
    static let conversion: [Builtin] = [
        Builtin(
            "string",
            .always(.text),
            unknowns: .spreadItems,
            [
                Signature("from:any") { arguments, frame in
                    if arguments[0].isNull { return .null }
                    return ValueText.text(arguments[0], &frame).map { .text($0) } ?? .null
                }
            ]
        ),
        Builtin(
            "number",
            .always(.number),
            [
                Signature("from:text, grouping separator:text!, decimal separator:text!") { arguments, _ in
                    Self.number(arguments)
                }
            ]
        ),
    ]

    /// A number as the language writes it.
    private static func literal(_ text: String) -> Number? {
        text.hasPrefix("+") ? nil : Number(text)
    }

    private static func number(_ arguments: [Value]) -> Value {
        guard var text = arguments[0].text else { return .null }
        let grouping = arguments[1].text
        let decimal = arguments[2].text
        if let grouping, ![" ", ",", "."].contains(grouping) { return .null }
        if let decimal, ![".", ","].contains(decimal) || decimal == grouping { return .null }
        if let grouping { text = String(text.split(separator: Character(grouping)).joined()) }
        if decimal != ".", decimal != nil, text.contains(".") { return .null }
        if let decimal, decimal != "." { text = String(text.map { String($0) == decimal ? "." : $0 }) }
        return .optional(self.literal(text))
    }
}

/// Values as `string()` shows them.
enum ValueText {
    /// The text of a value, or `nil` if it would be too long.
    ///
    /// Strings inside lists and contexts stand in quotes.
    static func text(_ value: Value, _ frame: inout Frame, nested: Bool = false) -> String? {
        guard frame.spend() else { return nil }
        switch value {
        case .null: return "null"
        case .unknown: return "unknown"
        case .boolean(let flag): return flag ? "true" : "false"
        case .number(let number): return number.description
        case .text(let text): return nested ? self.quoted(text) : text
        case .date(let date): return date.description
        case .time(let time): return time.description
        case .dateTime(let moment): return moment.description
        case .yearsMonths(let duration): return duration.description
        case .daysTime(let duration): return duration.description
        case .list(let items):
            return self.joined(items.count, "[", "]", &frame) { index, frame in
                self.text(items[index], &frame, nested: true)
            }
        case .context(let context):
            return self.joined(context.values.count, "{", "}", &frame) { index, frame in
                let name = context.shape.fields[index].name
                return self.text(context.values[index], &frame, nested: true).map { "\(self.key(name)): \($0)" }
            }
        case .range(let range): return self.range(range, &frame)
        case .function(let function): return "function(\(function.parameters.joined(separator: ", ")))"
        }
    }

    private static func joined(
        _ count: Int,
        _ open: String,
        _ close: String,
        _ frame: inout Frame,
        _ part: (Int, inout Frame) -> String?
    ) -> String? {
        var text = open
        for index in 0..<count {
            guard let piece = part(index, &frame), text.utf8.count < Frame.sizeLimit else { return nil }
            if index > 0 { text += ", " }
            text += piece
        }
        return text + close
    }

    private static func range(_ range: RangeValue, _ frame: inout Frame) -> String? {
        guard let start = self.text(range.start, &frame, nested: true),
            let end = self.text(range.end, &frame, nested: true)
        else { return nil }
        switch range.form {
        case .below: return "\(range.endIncluded ? "<=" : "<") \(end)"
        case .above: return "\(range.startIncluded ? ">=" : ">") \(start)"
        case .interval: return "\(range.startIncluded ? "[" : "(")\(start)..\(end)\(range.endIncluded ? "]" : ")")"
        }
    }

    /// A key, in quotes unless it is a name.
    private static func key(_ name: String) -> String {
        let tokens = (try? Lexer.tokens(of: name)) ?? []
        let isName =
            tokens.count > 1
            && tokens.dropLast()
                .allSatisfy { token in
                    if case .name = token.kind { return true }
                    return false
                }
        return isName ? name : self.quoted(name)
    }

    static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\r": quoted += "\\r"
            case "\t": quoted += "\\t"
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
