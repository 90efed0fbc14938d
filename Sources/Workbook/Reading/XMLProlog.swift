/// Looks at what stands before a part's root element.
///
/// Workbooks have no document type, and so no entities of their own: one that brings them is out to expand them or to
/// read files by them, and is refused before a parser sees it.
enum XMLProlog {
    /// Why the part is not to be parsed; `nil`: it may.
    static func problem(_ bytes: [UInt8]) -> String? {
        var rest = bytes[...]
        if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest.removeFirst(3) }
        if rest.starts(with: [0xFE, 0xFF]) || rest.starts(with: [0xFF, 0xFE]) || rest.prefix(4).contains(0) {
            return "is not written in UTF-8"
        }
        while true {
            rest = rest.drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
            if rest.starts(with: "<?".utf8) {
                guard let end = Self.end(of: "?>", in: rest) else { return "is not well-formed XML" }
                if rest.starts(with: "<?xml ".utf8), let problem = Self.encodingProblem(rest[..<end]) { return problem }
                rest = rest[end...]
            } else if rest.starts(with: "<!--".utf8) {
                guard let end = Self.end(of: "-->", in: rest) else { return "is not well-formed XML" }
                rest = rest[end...]
            } else if rest.starts(with: "<!".utf8) {
                return "has a document type, which no workbook has; its entities are not expanded"
            } else {
                return rest.first == UInt8(ascii: "<") ? nil : "is not XML"
            }
        }
    }

    private static func encodingProblem(_ declaration: ArraySlice<UInt8>) -> String? {
        let text = String(decoding: declaration, as: UTF8.self).lowercased()
        guard let range = text.firstRange(of: "encoding") else { return nil }
        let value = text[range.upperBound...].drop { "= \t\r\n'\"".contains($0) }
        return value.hasPrefix("utf-8") || value.hasPrefix("us-ascii") ? nil : "is not written in UTF-8"
    }

    private static func end(of mark: String, in bytes: ArraySlice<UInt8>) -> Int? {
        let mark = Array(mark.utf8)
        var index = bytes.startIndex
        while index + mark.count <= bytes.endIndex {
            if bytes[index..<index + mark.count].elementsEqual(mark) { return index + mark.count }
            index += 1
        }
        return nil
    }
}
