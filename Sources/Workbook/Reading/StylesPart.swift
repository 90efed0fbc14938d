/// The number formats of cells.
struct StylesPart: PartReader {
    /// The format of a cell by its style.
    private(set) var formats: [NumberFormat] = []
    private var codes: [Int: NumberFormat] = [:]
    private var isInCellFormats = false

    /// A file without styles.
    static let none = StylesPart()

    subscript(_ style: Int) -> NumberFormat {
        self.formats.indices.contains(style) ? self.formats[style] : .number
    }

    mutating func start(_ element: Substring, _ attributes: [String: String]) {
        switch element {
        case "numFmt":
            if let id = attributes["numFmtId"].flatMap({ Int($0) }), let code = attributes["formatCode"] {
                self.codes[id] = NumberFormat(code: code)
            }
        case "cellXfs":
            self.isInCellFormats = true
        case "xf" where self.isInCellFormats:
            let id = attributes["numFmtId"].flatMap { Int($0) } ?? 0
            self.formats.append(self.codes[id] ?? NumberFormat(builtIn: id))
        default:
            break
        }
    }

    mutating func text(_ text: String) {}

    mutating func end(_ element: Substring) {
        if element == "cellXfs" { self.isInCellFormats = false }
    }
}
