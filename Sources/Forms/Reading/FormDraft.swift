/// An application as it is put together from rows.
struct FormDraft {
    /// A line with its units.
    struct Line {
        var entry: FormEntry
        var units: [FormEntry] = []
        /// Which of the units have a number, in a file without sheets.
        var numbered: [String: Int] = [:]
    }

    /// Its own values.
    var entry: FormEntry
    var lines: [Line] = []
    var documents: [FormEntry] = []
    /// The lines by their ids; the first where one stands twice.
    var lineIndexes: [String: Int] = [:]
    /// What is wrong with it.
    var problems: [FormProblem] = []

    init(_ entry: FormEntry) {
        self.entry = entry
    }

    /// The cell that a path of the application leads to, for messages: `measures[0].units[1].seer`.
    func place(_ path: String) -> String {
        var parts = path.split(separator: ".").map(String.init)[...]
        guard let first = parts.popFirst() else { return self.entry.place() }
        let (name, index) = Self.indexed(first)
        switch name {
        case "measures":
            guard let index, self.lines.indices.contains(index) else { return self.entry.place() }
            guard let next = parts.first, next.hasPrefix("units") else {
                return self.lines[index].entry.place(parts.first.map { "line.\($0)" })
            }
            let units = self.lines[index].units
            guard let unit = Self.indexed(next).index, units.indices.contains(unit) else {
                return self.lines[index].entry.place()
            }
            return units[unit].place(parts.dropFirst().first.map { "unit.\($0)" })
        case "documents":
            guard let index, self.documents.indices.contains(index) else { return self.entry.place() }
            return self.documents[index].place(parts.first.map { "document.\(Self.indexed($0).name)" })
        default:
            if self.entry[path] == nil, self.entry.head.columns[path] == nil {
                // Of an address that lacks a part, the first is pointed at.
                let part = "\(path).line1"
                if self.entry.head.columns[part] != nil { return self.entry.place(part) }
            }
            return self.entry.place(path)
        }
    }

    /// `measures[3]` as its name and number.
    private static func indexed(_ text: String) -> (name: String, index: Int?) {
        guard let bracket = text.firstIndex(of: "["), text.hasSuffix("]") else { return (text, nil) }
        return (String(text[..<bracket]), Int(text[text.index(after: bracket)...].dropLast()))
    }
}
