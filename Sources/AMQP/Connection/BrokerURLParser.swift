/// Takes a broker's address apart; ``BrokerURL/init(_:)`` is its face.
struct BrokerURLParser {
    private let text: String

    init(_ text: String) {
        self.text = text
    }

    mutating func parse() throws(AMQPError) -> BrokerURL {
        var rest = Substring(self.text)
        let isSecure: Bool
        if let after = Self.strip("amqps://", from: rest) {
            (isSecure, rest) = (true, after)
        } else if let after = Self.strip("amqp://", from: rest) {
            (isSecure, rest) = (false, after)
        } else {
            throw Self.bad("it must begin with amqp:// or amqps://")
        }
        guard !rest.contains("#") else { throw Self.bad("a '#' must be written as %23") }

        let query = Self.cut(&rest, at: "?")
        let path = Self.cut(&rest, at: "/")
        var url = BrokerURL(host: "", tls: isSecure ? TLSOptions() : nil)
        if let at = rest.lastIndex(of: "@") {
            var credentials = rest[..<at]
            rest = rest[rest.index(after: at)...]
            let password = Self.cut(&credentials, at: ":")
            url.user = try Self.decode(credentials, part: "user")
            url.password = try Self.decode(password ?? "", part: "password")
        }
        try Self.readHost(rest, into: &url)
        if let path, !path.isEmpty {
            guard !path.contains("/") else { throw Self.bad("a '/' in the virtual host must be written as %2F") }
            url.vhost = try Self.decode(path, part: "virtual host")
        }
        if let query { try Self.readQuery(query, into: &url) }
        try Self.check(url)
        return url
    }

    private static func readHost(_ text: Substring, into url: inout BrokerURL) throws(AMQPError) {
        var host = text
        var port: Substring?
        if host.first == "[" {
            guard let close = host.lastIndex(of: "]") else { throw Self.bad("']' is missing after the IPv6 address") }
            let after = host[host.index(after: close)...]
            guard after.isEmpty || after.first == ":" else { throw Self.bad("the port is not a number") }
            port = after.isEmpty ? nil : after.dropFirst()
            host = host[host.index(after: host.startIndex)..<close]
        } else {
            port = Self.cut(&host, at: ":")
        }
        if let port, !port.isEmpty {
            guard let number = UInt16(port), number > 0 else {
                throw Self.bad("the port must be a number from 1 to 65535")
            }
            url.port = number
        }
        url.host = try Self.decode(host, part: "host")
        if url.host.isEmpty { url.host = "localhost" }
    }

    private static func readQuery(_ query: Substring, into url: inout BrokerURL) throws(AMQPError) {
        for pair in query.split(separator: "&") {
            var name = pair
            let value = try Self.decode(Self.cut(&name, at: "=") ?? "", part: "query")
            switch (name, url.tls != nil) {
            case ("auth_mechanism", _):
                guard let mechanism = BrokerURL.Mechanism(rawValue: value.uppercased()) else {
                    throw Self.bad("auth_mechanism must be plain or external")
                }
                url.mechanism = mechanism
            case ("cacertfile", true): url.tls?.authorities = value
            case ("certfile", true): url.tls?.certificate = value
            case ("keyfile", true): url.tls?.key = value
            case ("server_name_indication", true): url.tls?.serverName = value
            case ("verify", true):
                guard value == "verify_peer" || value == "verify_none" else {
                    throw Self.bad("verify must be verify_peer or verify_none")
                }
                url.tls?.verifiesPeer = value == "verify_peer"
            case ("cacertfile", false), ("certfile", false), ("keyfile", false), ("server_name_indication", false),
                ("verify", false):
                throw Self.bad("'\(name)' needs an amqps:// address")
            default:
                throw Self.bad("'\(name)' in the query is not known")
            }
        }
    }

    private static func check(_ url: BrokerURL) throws(AMQPError) {
        // Short strings of the protocol carry at most 255 bytes, and an encoded zero would end a C string early.
        for (part, value) in [("host", url.host), ("virtual host", url.vhost), ("user", url.user)] {
            guard value.utf8.count <= 255 else { throw Self.bad("the \(part) is longer than 255 bytes") }
            guard !value.utf8.contains(0) else { throw Self.bad("the \(part) holds a zero byte") }
        }
        guard !url.password.utf8.contains(0) else { throw Self.bad("the password holds a zero byte") }
        if let tls = url.tls, (tls.certificate == nil) != (tls.key == nil) {
            throw Self.bad("certfile and keyfile belong together")
        }
    }

    private static func strip(_ scheme: String, from text: Substring) -> Substring? {
        text.prefix(scheme.count).lowercased() == scheme ? text.dropFirst(scheme.count) : nil
    }

    /// Shortens `text` to what stands before the separator and returns what stands after it.
    private static func cut(_ text: inout Substring, at separator: Character) -> Substring? {
        guard let index = text.firstIndex(of: separator) else { return nil }
        let after = text[text.index(after: index)...]
        text = text[..<index]
        return after
    }

    private static func decode(_ text: some StringProtocol, part: String) throws(AMQPError) -> String {
        var bytes: [UInt8] = []
        var rest = text.utf8.makeIterator()
        while let byte = rest.next() {
            if byte != UInt8(ascii: "%") {
                bytes.append(byte)
            } else if let high = rest.next().flatMap(Self.digit), let low = rest.next().flatMap(Self.digit) {
                bytes.append(high << 4 | low)
            } else {
                throw Self.bad("a '%' in the \(part) must be followed by two hexadecimal digits (write %25 for '%')")
            }
        }
        guard let decoded = String(validating: bytes, as: UTF8.self) else {
            throw Self.bad("the \(part) is not UTF-8")
        }
        return decoded
    }

    private static func digit(_ character: UInt8) -> UInt8? {
        switch character {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): character - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    private static func bad(_ reason: String) -> AMQPError {
        AMQPError(.badURL, "the broker's address can't be read: \(reason)")
    }
}
