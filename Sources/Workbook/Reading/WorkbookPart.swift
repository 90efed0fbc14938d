/// The list of sheets.
struct WorkbookPart: PartReader {
    /// Name and relation id of each sheet, in order.
    private(set) var sheets: [(name: String, relation: String)] = []
    /// Whether days are counted from 1904.
    private(set) var since1904 = false

    mutating func start(_ element: Substring, _ attributes: [String: String]) {
        if element == "workbookPr" {
            self.since1904 = ["1", "true", "on"].contains(attributes["date1904"] ?? "")
        } else if element == "sheet", let name = attributes["name"] {
            let relation = attributes.first { $0.key == "id" || $0.key.hasSuffix(":id") }
            self.sheets.append((EscapedText.decoded(name), relation?.value ?? ""))
        }
    }

    mutating func text(_ text: String) {}

    mutating func end(_ element: Substring) {}
}
