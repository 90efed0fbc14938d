internal import CPostgreSQL

extension PostgreSQLError {
    /// What the server said of a command.
    init(result: OpaquePointer) {
        let state = unsafe Self.field(result, rb_pg_diag_sqlstate)
        let told = unsafe Self.field(result, rb_pg_diag_message)
        let severity = unsafe Self.field(result, rb_pg_diag_severity)
        guard let state else {
            // The library's own words: only a connection that broke has no code.
            let words = unsafe String(cString: PQresultErrorMessage(result))
            self.init(.connectionLost, Self.oneLine(words, otherwise: "the connection to PostgreSQL was lost"))
            return
        }
        // After these the server ends the connection.
        let ended = severity == "FATAL" || severity == "PANIC" || state.hasPrefix("08")
        self.init(ended ? .connectionLost : .refused, sqlState: state, Self.words(told, state: state))
    }

    /// What the library says of a connection.
    init(_ code: Code, connection: OpaquePointer, _ otherwise: String) {
        let words = unsafe String(cString: PQerrorMessage(connection))
        self.init(code, Self.oneLine(words, otherwise: otherwise))
    }

    /// The primary message, unless it may quote a value: those of class 22 do.
    static func words(_ told: String?, state: String) -> String {
        if state.hasPrefix("22") { return "PostgreSQL refused a value" }
        return Self.oneLine(told ?? "", otherwise: "PostgreSQL refused without a reason")
    }

    /// The text without line breaks, which the library ends its messages with.
    static func oneLine(_ text: String, otherwise: String) -> String {
        let lines = text.split(whereSeparator: \.isNewline)
            .map { line in line.drop { $0 == " " || $0 == "\t" } }
            .filter { !$0.isEmpty }
        return lines.isEmpty ? otherwise : lines.joined(separator: "; ")
    }

    private static func field(_ result: OpaquePointer, _ code: Int32) -> String? {
        unsafe PQresultErrorField(result, code).map { unsafe String(cString: $0) }
    }
}
