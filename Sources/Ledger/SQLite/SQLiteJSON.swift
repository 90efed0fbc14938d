import JSON

/// What goes into SQLite and comes back as JSON text.
enum SQLiteJSON {
    /// `[["a","b"],…]`.
    static func pairs(_ pairs: [(String, String)]) -> String {
        var json = JSONWriter(capacity: 48 * pairs.count)
        json.beginArray()
        for (first, second) in pairs {
            json.beginArray()
            json.value(first)
            json.value(second)
            json.endArray()
        }
        json.endArray()
        return String(decoding: json.finish(), as: UTF8.self)
    }

    /// `["a",…]`.
    static func list(_ texts: some Sequence<String>) -> String {
        var json = JSONWriter()
        json.beginArray()
        for text in texts { json.value(text) }
        json.endArray()
        return String(decoding: json.finish(), as: UTF8.self)
    }

    /// `[1,…]`.
    static func list(_ numbers: some Sequence<Int64>) -> String {
        var json = JSONWriter()
        json.beginArray()
        for number in numbers { json.value(number) }
        json.endArray()
        return String(decoding: json.finish(), as: UTF8.self)
    }

    /// The column `application.holdings`.
    static func text(_ holdings: [Holding]) -> String {
        String(decoding: self.bytes(holdings), as: UTF8.self)
    }

    /// The same as UTF-8.
    static func bytes(_ holdings: [Holding]) -> [UInt8] {
        var json = JSONWriter(capacity: 128 * holdings.count + 2)
        json.beginArray()
        for holding in holdings where holding.cents != 0 {
            json.beginObject()
            json.key("limit")
            json.value(holding.key.limit)
            json.key("key")
            json.value(holding.key.key)
            json.key("scope")
            json.value(holding.scope)
            if let line = holding.line {
                json.key("line")
                json.value(line)
            }
            json.key("cents")
            json.value(holding.cents)
            json.key("state")
            json.value(holding.state.rawValue)
            json.endObject()
        }
        json.endArray()
        return json.finish()
    }

    /// Reads what ``text(_:)`` wrote.
    static func holdings(_ text: String) throws -> [Holding] {
        let document = try JSONDocument(parsing: Array(text.utf8))
        return try document.root.elements.map { value in
            guard let limit = value["limit"]?.string, let key = value["key"]?.string,
                let scope = value["scope"]?.string,
                let cents = value["cents"]?.numberText.flatMap({ Int64(String(decoding: $0, as: UTF8.self)) }),
                let state = value["state"]?.string.flatMap(Holding.State.init)
            else { throw LedgerFault(.corrupt, "an application's holdings can't be read") }
            return Holding(
                key: BalanceKey(limit: limit, key: key),
                scope: scope,
                line: value["line"]?.string,
                cents: cents,
                state: state
            )
        }
    }
}
