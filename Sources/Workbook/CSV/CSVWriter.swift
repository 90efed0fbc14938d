/// Writes comma-separated values (RFC 4180).
public enum CSVWriter {
    /// One line, with its line break.
    ///
    /// A spreadsheet program takes what begins with `=`, `+`, `-` or `@` for a formula: such a text gets an apostrophe in
    /// front, which those programs take for the mark of a text.
    public static func line(_ fields: [String]) -> String {
        fields.map(Self.field).joined(separator: ",") + "\r\n"
    }

    private static func field(_ text: String) -> String {
        let guarded = text.utf8.first.map { "=+-@\t\r".utf8.contains($0) } ?? false ? "'" + text : text
        guard guarded.contains(where: { ",;\"\t".contains($0) || $0.isNewline }) else { return guarded }
        return "\"" + guarded.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
