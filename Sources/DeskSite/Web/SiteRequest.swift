/// A request, as far as the site looks at it.
struct SiteRequest: Sendable {
    /// `GET`, `HEAD`, `POST` and so on.
    var method: String
    /// The path, without the query.
    var path: String
    /// The query's bytes.
    var query: [UInt8] = []
    /// Header fields, names in lower case.
    var headers: [(name: String, value: String)] = []
    /// The address of whoever is connected, without the port.
    var peer: String
    /// The body of a form.
    var body: [UInt8] = []

    /// The value of a header that stands once; `nil` where it is missing or stands several times.
    subscript(header name: String) -> String? {
        let values = self.headers.filter { $0.name == name }
        return values.count == 1 ? values[0].value : nil
    }

    /// How often a header stands.
    func count(header name: String) -> Int { self.headers.count { $0.name == name } }

    /// The value of a cookie.
    func cookie(_ name: String) -> String? {
        for header in self.headers where header.name == "cookie" {
            for pair in header.value.split(separator: ";") {
                let halves = pair.drop { $0 == " " }.split(separator: "=", maxSplits: 1)
                if halves.count == 2, halves[0] == name { return String(halves[1]) }
            }
        }
        return nil
    }
}
