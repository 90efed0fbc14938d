/// Numbers as text, in a workbook's XML or anywhere else.
///
/// Programs that keep a cell as a binary float write it with up to 17 digits, so that what a person typed as 0.1 may
/// stand as `0.10000000000000001`, and a sum of cents as `5880.0000000000009`. Both are read as what the person sees.
public enum SheetNumber {
    /// The digits of a number that a person or a program wrote as decimal text, exactly; `nil` where it is no number.
    public static func exactDigits(_ text: some StringProtocol) -> String? {
        DecimalText(text)?.text
    }

    /// What the text of a workbook's number means, as plain decimal digits; `nil` where it is no number.
    static func digits(_ text: some StringProtocol) -> String? {
        guard let written = DecimalText(text) else { return nil }
        let isWhole = text.utf8.allSatisfy { $0 != UInt8(ascii: ".") && $0 | 0x20 != UInt8(ascii: "e") }
        // No float is written with more than 17 digits or, when whole, needs them all: such texts are exact.
        guard written.digits.count > 15, written.digits.count <= 17, !isWhole, let float = Double(text),
            float.isFinite, let shortest = DecimalText("\(float)")
        else { return written.text }
        // A decimal of up to 15 digits is the shortest that gives its float, so it comes out as it was typed.
        guard shortest.digits.count > 15 else { return shortest.text }
        // What a spreadsheet shows is rounded to 15 digits. That most of these are zeros is no chance.
        let shown = shortest.rounded(to: 15)
        return shown.digits.count <= 12 ? shown.text : shortest.text
    }
}
