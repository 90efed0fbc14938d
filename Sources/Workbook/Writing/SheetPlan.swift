/// A sheet to be written: columns with a head each, and rows of text below.
public struct SheetPlan: Sendable {
    /// Its name, up to 31 characters.
    public var name: String
    /// Its columns.
    public var columns: [ColumnPlan]
    /// Text below the head, a row each; it is always written as text, never as a formula.
    public var rows: [[String]]
    /// How many columns at the left stay in sight.
    public var frozenColumns: Int
    /// Whether the text of its cells is wrapped.
    public var wraps: Bool

    /// A sheet with a head and, by itself, nothing below.
    public init(name: String, columns: [ColumnPlan], rows: [[String]] = [], frozenColumns: Int = 0, wraps: Bool = false)
    {
        self.name = name
        self.columns = columns
        self.rows = rows
        self.frozenColumns = frozenColumns
        self.wraps = wraps
    }
}

/// One column of a sheet to be written.
public struct ColumnPlan: Sendable {
    /// How a column's cells are formatted.
    public enum Format: Sendable {
        /// As the spreadsheet program sees fit.
        case general
        /// As text, so that `00123` stays what it is.
        case text
        /// As an amount with two decimals.
        case money
        /// As `YYYY-MM-DD`.
        case date
    }

    /// What stands in its head.
    public var header: String
    /// Its width in characters.
    public var width: Double
    /// The format of its cells.
    public var format: Format
    /// A note on its head; empty: none.
    public var note: String
    /// What a drop-down offers in its cells; empty: anything may stand there.
    public var choices: [String]
    /// Whether other values than the choices are let stand.
    public var isOpen: Bool
    /// Whether every row needs something in it.
    public var isRequired: Bool

    /// A column.
    public init(
        header: String,
        width: Double,
        format: Format = .general,
        note: String = "",
        choices: [String] = [],
        isOpen: Bool = false,
        isRequired: Bool = false
    ) {
        self.header = header
        self.width = width
        self.format = format
        self.note = note
        self.choices = choices
        self.isOpen = isOpen
        self.isRequired = isRequired
    }
}
