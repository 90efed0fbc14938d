/// How large a workbook may be, so that no file can take more memory than was meant.
public struct WorkbookLimits: Sendable {
    /// Bytes of the file.
    public var fileBytes = 16 << 20
    /// Bytes of one part once inflated.
    public var partBytes = 32 << 20
    /// Bytes of all parts that are read.
    public var totalBytes = 96 << 20
    /// Parts in the file, read or not.
    public var parts = 4096
    /// Sheets.
    public var sheets = 64
    /// Cells in which something stands, over all sheets.
    public var cells = 500_000
    /// UTF-8 bytes of one cell's text; spreadsheet programs take 32,767 characters.
    public var textBytes = 128 << 10

    /// The usual limits.
    public static let standard = WorkbookLimits()

    /// The usual limits.
    public init() {}
}
