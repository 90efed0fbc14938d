internal import Foundation
internal import JSON

/// The body of a letter, as it can be shown or kept.
struct LetterBody {
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// For people: JSON with one member a line, text as it is, anything else as its first bytes.
    var lines: [String] {
        if let document = try? JSONDocument(parsing: self.bytes) {
            var lines = [""]
            Self.lay(document.root, indent: 0, &lines)
            return lines.map(Self.clean)
        }
        guard let text = String(validating: self.bytes, as: UTF8.self) else {
            let hex = self.bytes.prefix(512).map { String($0, radix: 16).leftPadded }.joined(separator: " ")
            return ["no text: " + hex + (self.bytes.count > 512 ? " …" : "")]
        }
        return text.split(separator: "\n", omittingEmptySubsequences: false).map { Self.clean(String($0)) }
    }

    /// Writes it as a member: `body` for text, `body_base64` for anything else, which loses nothing.
    func write(to json: inout JSONWriter) {
        if let text = String(validating: self.bytes, as: UTF8.self) {
            json.key("body")
            json.value(text)
        } else {
            json.key("body_base64")
            json.value(Data(self.bytes).base64EncodedString())
        }
    }

    private static func lay(_ value: JSONValue, indent: Int, _ lines: inout [String]) {
        let margin = String(repeating: "  ", count: indent)
        switch value.kind {
        case .object where value.count > 0:
            lines[lines.count - 1] += "{"
            for (place, member) in value.members.enumerated() {
                lines.append("\(margin)  \"\(member.key.string)\": ")
                Self.lay(member.value, indent: indent + 1, &lines)
                if place + 1 < value.count { lines[lines.count - 1] += "," }
            }
            lines.append(margin + "}")
        case .array where value.count > 0:
            lines[lines.count - 1] += "["
            for (place, element) in value.elements.enumerated() {
                lines.append(margin + "  ")
                Self.lay(element, indent: indent + 1, &lines)
                if place + 1 < value.count { lines[lines.count - 1] += "," }
            }
            lines.append(margin + "]")
        case .object: lines[lines.count - 1] += "{}"
        case .array: lines[lines.count - 1] += "[]"
        case .null, .boolean, .number, .string: lines[lines.count - 1] += String(decoding: value.source, as: UTF8.self)
        }
    }

    /// What a terminal would act on becomes visible instead.
    private static func clean(_ text: String) -> String {
        var clean = ""
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator:
                clean += "\\u{\(String(scalar.value, radix: 16))}"
            default:
                clean.unicodeScalars.append(scalar)
            }
        }
        return clean
    }
}

extension String {
    fileprivate var leftPadded: String { self.count == 1 ? "0\(self)" : self }
}
