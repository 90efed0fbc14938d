/// Reads comma-separated values (RFC 4180), as spreadsheet programs write them.
///
/// Fields may be quoted, with commas, quotes (doubled) and line breaks in them. Lines end with LF, CRLF or CR. Where the
/// first line has more semicolons or tabs than commas, those separate: programs of many countries write so.
public struct CSVReader {
    /// Bytes that a file may have.
    public static let mostBytes = 32 << 20
    /// Cells in which something stands.
    static let mostCells = 2_000_000

    private let bytes: [UInt8]
    private let separator: UInt8
    private var index: Int
    private var line = 1

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
        self.index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        self.separator = Self.separator(bytes)
    }

    /// Reads a file; every value is text.
    ///
    /// - Returns: A sheet without a name. Rows are numbered as a spreadsheet program numbers them, and know their line.
    /// - Throws: ``WorkbookError`` naming the line, where it is not text in UTF-8, has a stray quote or is too large.
    public static func read(_ bytes: [UInt8]) throws(WorkbookError) -> Sheet {
        guard bytes.count <= Self.mostBytes else {
            throw WorkbookError("the file has \(bytes.count) bytes; \(Self.mostBytes) are allowed")
        }
        if let place = Self.firstInvalid(bytes) {
            let line = bytes[..<place].count { $0 == 0x0A } + 1
            throw WorkbookError("is not text in UTF-8; save the file as “CSV UTF-8”", at: "line \(line)")
        }
        var reader = CSVReader(bytes)
        var rows: [Sheet.Row] = []
        var number = 0
        var count = 0
        while reader.index < bytes.count {
            number += 1
            let line = reader.line
            let cells = try reader.row(number)
            count += cells.count
            guard number <= CellAddress.mostRows, count <= Self.mostCells else {
                throw WorkbookError("the file has too many rows or cells", at: "line \(line)")
            }
            guard !cells.isEmpty else { continue }
            rows.append(Sheet.Row(number: number, line: line == number ? nil : line, cells: cells))
        }
        return Sheet(name: "", rows: rows)
    }

    /// The cells of the row that begins here.
    private mutating func row(_ number: Int) throws(WorkbookError) -> [Cell] {
        var cells: [Cell] = []
        var column = 0
        while true {
            column += 1
            guard column <= CellAddress.mostColumns else {
                throw WorkbookError("the row has too many cells", at: "line \(self.line)")
            }
            let text = try self.field()
            if !text.isEmpty {
                cells.append(Cell(CellAddress(row: number, column: column), .text(Self.withoutGuard(text))))
            }
            guard self.index < self.bytes.count else { return cells }
            if self.bytes[self.index] == self.separator {
                self.index += 1
            } else {
                self.endLine()
                return cells
            }
        }
    }

    /// The text without the apostrophe that ``CSVWriter`` and others put before what looks like a formula.
    private static func withoutGuard(_ text: String) -> String {
        let bytes = text.utf8
        guard bytes.first == UInt8(ascii: "'"), let second = bytes.dropFirst().first, "=+-@".utf8.contains(second)
        else { return text }
        return String(text.dropFirst())
    }

    private mutating func endLine() {
        if self.bytes[self.index] == 0x0D, self.index + 1 < self.bytes.count, self.bytes[self.index + 1] == 0x0A {
            self.index += 1
        }
        self.index += 1
        self.line += 1
    }

    private mutating func field() throws(WorkbookError) -> String {
        if self.index < self.bytes.count, self.bytes[self.index] == UInt8(ascii: "\"") { return try self.quoted() }
        let start = self.index
        while self.index < self.bytes.count {
            let byte = self.bytes[self.index]
            if byte == self.separator || byte == 0x0A || byte == 0x0D { break }
            self.index += 1
        }
        return String(decoding: self.bytes[start..<self.index], as: UTF8.self)
    }

    private mutating func quoted() throws(WorkbookError) -> String {
        let start = self.line
        var text: [UInt8] = []
        self.index += 1
        while self.index < self.bytes.count {
            let byte = self.bytes[self.index]
            self.index += 1
            if byte == UInt8(ascii: "\"") {
                guard self.index < self.bytes.count else { return String(decoding: text, as: UTF8.self) }
                let next = self.bytes[self.index]
                if next == UInt8(ascii: "\"") {
                    self.index += 1
                } else if next == self.separator || next == 0x0A || next == 0x0D {
                    return String(decoding: text, as: UTF8.self)
                } else {
                    throw WorkbookError(
                        "a quoted field goes on after its closing quote; quotes within one are doubled",
                        at: "line \(self.line)"
                    )
                }
            } else if byte == 0x0A {
                self.line += 1
            } else if byte == 0x0D, self.index == self.bytes.count || self.bytes[self.index] != 0x0A {
                self.line += 1
            }
            text.append(byte)
        }
        throw WorkbookError("a quoted field that begins here does not end", at: "line \(start)")
    }

    /// What separates fields, by the first line.
    private static func separator(_ bytes: [UInt8]) -> UInt8 {
        let head = bytes.prefix { $0 != 0x0A && $0 != 0x0D }
        let comma = UInt8(ascii: ",")
        return [UInt8(ascii: ";"), 0x09]
            .reduce(comma) { best, byte in
                head.count { $0 == byte } > head.count { $0 == best } ? byte : best
            }
    }

    /// Where the bytes are no UTF-8 any more, or hold a zero; `nil`: nowhere.
    private static func firstInvalid(_ bytes: [UInt8]) -> Int? {
        if let zero = bytes.firstIndex(of: 0) { return zero }
        do {
            _ = try UTF8Span(validating: bytes.span)
            return nil
        } catch {
            return error.byteOffsets.lowerBound
        }
    }
}
