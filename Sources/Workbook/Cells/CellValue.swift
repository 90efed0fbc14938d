/// What stands in a cell; a cell in which nothing stands is not told at all.
public enum CellValue: Sendable, Hashable {
    /// Text, never empty.
    case text(String)
    /// A number as decimal digits, such as `14.5`, and how many digits its format shows before the point at least.
    ///
    /// The digits are those of JSON. The second part tells `02134` from `2134` where a cell of format `00000` holds it.
    case number(String, leastDigits: Int)
    /// A number that is formatted as a percentage, as it stands: 0.95 where 95 % is shown.
    case percentage(String)
    /// A number that is formatted as a date.
    case date(SheetDate)
    /// `TRUE` or `FALSE`.
    case boolean(Bool)
    /// Something that is no value; the words say why: `holds the error #REF!`.
    case unreadable(String)

    /// A number without a format that adds to it.
    public static func number(_ digits: String) -> CellValue {
        .number(digits, leastDigits: 0)
    }
}
