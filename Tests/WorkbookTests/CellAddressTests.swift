import Testing

@testable import Workbook

@Suite("Addresses of cells")
struct CellAddressTests {
    @Test(arguments: [("A1", 1, 1), ("C7", 7, 3), ("Z9", 9, 26), ("AA1", 1, 27), ("XFD1048576", 1_048_576, 16_384)])
    func aCellIsNamedByColumnAndRow(text: String, row: Int, column: Int) {
        let address = CellAddress(row: row, column: column)
        #expect(address.description == text)
        #expect(CellAddress(text) == address)
        #expect(CellAddress(text.lowercased()) == address)
    }

    @Test func dollarSignsAreNoPartOfAnAddress() {
        #expect(CellAddress("$C$7") == CellAddress(row: 7, column: 3))
    }

    @Test(arguments: ["", "C", "7", "7C", "C0", "XFE1", "A1048577", "A99999999999999999999", "C7D", "C-7", "Ä1"])
    func whatNoSheetHasIsNoAddress(text: String) {
        #expect(CellAddress(text) == nil)
    }
}
