internal import CPostgreSQL

/// Has libpq read a URL or `key=value` pairs.
enum ConnectionString {
    /// What it says, by libpq's names of options; what it doesn't say is left out.
    ///
    /// - Throws: ``PostgreSQLError`` with code `badAddress`.
    static func options(of text: String) throws(PostgreSQLError) -> [String: String] {
        if text.utf8.contains(0) {
            throw PostgreSQLError(.badAddress, "the PostgreSQL address has the character NUL in it")
        }
        var told: UnsafeMutablePointer<CChar>?
        let list = unsafe PQconninfoParse(text, &told)
        defer {
            unsafe PQconninfoFree(list)
            unsafe PQfreemem(told)
        }
        guard let first = unsafe list else {
            let words = unsafe told.map { unsafe String(cString: $0) } ?? "out of memory"
            let shown = Self.withoutValues(words)
            throw PostgreSQLError(.badAddress, "the PostgreSQL address can't be understood: \(shown)")
        }
        var options: [String: String] = [:]
        var next = unsafe first
        // The list ends with an option without a name.
        while let name = unsafe next.pointee.keyword {
            if let value = unsafe next.pointee.val { unsafe options[String(cString: name)] = String(cString: value) }
            unsafe next += 1
        }
        return options
    }

    /// libpq's words with everything quoted left out but names of options: what it quotes may be of a password.
    static func withoutValues(_ words: String) -> String {
        let parts = PostgreSQLError.oneLine(words, otherwise: "")
            .split(separator: "\"", omittingEmptySubsequences: false)
        return parts.enumerated()
            .map { place, part in
                guard place % 2 == 1 else { return String(part) }
                let isName = parts[place - 1].hasSuffix("option ") || Self.marks.contains(String(part))
                return isName ? "\"\(part)\"" : "\"…\""
            }
            .joined()
    }

    /// What libpq quotes beside values.
    private static let marks: Set<String> = ["=", "@", ":", "/", "?", "&", "]"]
}
