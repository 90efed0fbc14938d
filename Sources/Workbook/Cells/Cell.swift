/// A cell in which something stands.
public struct Cell: Sendable, Hashable {
    /// Where it stands.
    public let address: CellAddress
    /// What it holds.
    public let value: CellValue

    /// A cell at `address`.
    public init(_ address: CellAddress, _ value: CellValue) {
        self.address = address
        self.value = value
    }
}
