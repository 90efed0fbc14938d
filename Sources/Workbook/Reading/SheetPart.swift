/// The cells of one sheet.
struct SheetPart: PartReader {
    /// What all sheets of the workbook share.
    struct Shared {
        var strings: [String] = []
        var styles = StylesPart.none
        var since1904 = false
    }

    private(set) var rows: [Sheet.Row] = []
    /// How many cells have been kept.
    private(set) var count = 0

    private let name: String
    private let shared: Shared
    private let limits: WorkbookLimits
    private let mostCells: Int
    private var row = 0
    private var cells: [Cell] = []
    private var raw: RawCell?
    private var address = CellAddress(row: 1, column: 1)
    private var lastColumn = 0
    private var isInData = false
    private var isInHint = false

    init(name: String, shared: Shared, limits: WorkbookLimits, mostCells: Int) {
        self.name = name
        self.shared = shared
        self.limits = limits
        self.mostCells = mostCells
    }

    mutating func start(_ element: Substring, _ attributes: [String: String]) throws(WorkbookError) {
        if element == "sheetData" { self.isInData = true }
        guard self.isInData else { return }
        switch element {
        case "row": try self.startRow(attributes["r"])
        case "c": try self.startCell(attributes)
        case "f": self.raw?.hasFormula = true
        case "v":
            self.raw?.hasValue = true
            self.raw?.isReading = true
        case "rPh": self.isInHint = true
        case "t":
            self.raw?.hasValue = true
            self.raw?.isReading = !self.isInHint
        default: break
        }
    }

    mutating func text(_ text: String) throws(WorkbookError) {
        guard self.raw?.isReading == true else { return }
        self.raw?.content += text
        guard (self.raw?.content.utf8.count ?? 0) <= self.limits.textBytes else {
            throw WorkbookError("holds more than \(self.limits.textBytes) bytes of text", at: self.place)
        }
    }

    mutating func end(_ element: Substring) throws(WorkbookError) {
        switch element {
        case "sheetData": self.isInData = false
        case "row" where !self.cells.isEmpty:
            self.rows.append(Sheet.Row(number: self.row, cells: self.cells))
            self.cells = []
        case "c": try self.endCell()
        case "v", "t": self.raw?.isReading = false
        case "rPh": self.isInHint = false
        default: break
        }
    }

    private var place: String { "\(self.name)!\(self.address)" }

    private mutating func startRow(_ number: String?) throws(WorkbookError) {
        // A number that is left out is the next.
        let next = number.flatMap { Int($0) } ?? self.row + 1
        guard next > self.row, next <= CellAddress.mostRows else {
            throw WorkbookError("the sheet's rows are not in order, or are too many", at: "\(self.name), row \(next)")
        }
        self.row = next
        self.lastColumn = 0
    }

    private mutating func startCell(_ attributes: [String: String]) throws(WorkbookError) {
        let stated = attributes["r"].map { CellAddress($0) } ?? CellAddress(row: self.row, column: self.lastColumn + 1)
        guard let address = stated, address.row == self.row, address.column > self.lastColumn,
            address.column <= CellAddress.mostColumns
        else {
            throw WorkbookError(
                "a cell is not where it says (\(attributes["r"] ?? "too far right"))",
                at: "\(self.name), row \(self.row)"
            )
        }
        self.address = address
        self.lastColumn = address.column
        self.raw = RawCell(type: attributes["t"] ?? "n", style: attributes["s"].flatMap { Int($0) } ?? 0)
    }

    private mutating func endCell() throws(WorkbookError) {
        defer { self.raw = nil }
        guard let value = self.raw?.value(self.shared) else { return }
        guard self.count < self.mostCells else {
            throw WorkbookError("the workbook has more than \(self.limits.cells) cells", at: self.place)
        }
        self.count += 1
        self.cells.append(Cell(self.address, value))
    }
}
