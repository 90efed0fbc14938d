public import Messages

/// A rejection as a letter in Markdown: what could not be taken, and why.
public enum RejectionLetter {
    /// The letter.
    public static func render(_ rejection: Rejection) -> String {
        let name = rejection.application.map { "Application \($0.markdown)" } ?? "An application"
        var lines = [
            "# \(name): not taken", "",
            "The application could not be taken, and nothing was recorded. Please correct what is named here and send it "
                + "again; it can keep its revision.",
            "",
        ]
        for error in rejection.errors {
            let place = error.path.isEmpty ? "" : "`\(error.path)`: "
            lines.append("- \(place)\(error.problem.markdown)")
        }
        return lines.map { $0 + "\n" }.joined()
    }
}
