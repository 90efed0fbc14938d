/// Where a cell stands, as people name it: `C7`.
public struct CellAddress: Sendable, Hashable, CustomStringConvertible {
    /// The row, counted from 1.
    public let row: Int
    /// The column, counted from 1.
    public let column: Int

    /// What a sheet of the format can have at most.
    static let mostRows = 1_048_576
    static let mostColumns = 16_384

    /// The cell in that row and column.
    public init(row: Int, column: Int) {
        self.row = row
        self.column = column
    }

    /// Reads an address such as `C7` or `$C$7`; `nil` for anything else, and for cells that no sheet has.
    public init?(_ text: some StringProtocol) {
        var column = 0
        var row = 0
        for byte in text.utf8 where byte != UInt8(ascii: "$") {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z") where row == 0:
                column = column * 26 + Int(byte - UInt8(ascii: "A")) + 1
            case UInt8(ascii: "a")...UInt8(ascii: "z") where row == 0:
                column = column * 26 + Int(byte - UInt8(ascii: "a")) + 1
            case UInt8(ascii: "0")...UInt8(ascii: "9") where column > 0:
                row = row * 10 + Int(byte - UInt8(ascii: "0"))
            default: return nil
            }
            guard column <= Self.mostColumns, row <= Self.mostRows else { return nil }
        }
        guard column > 0, row > 0 else { return nil }
        self.init(row: row, column: column)
    }

    /// The address, such as `C7`.
    public var description: String { Self.letters(of: self.column) + String(self.row) }

    /// A column's letters, such as `C` for 3.
    public static func letters(of column: Int) -> String {
        var letters: [UInt8] = []
        var rest = column
        while rest > 0 {
            letters.append(UInt8(ascii: "A") + UInt8((rest - 1) % 26))
            rest = (rest - 1) / 26
        }
        return String(decoding: letters.reversed(), as: UTF8.self)
    }
}
