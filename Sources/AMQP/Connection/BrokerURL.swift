/// The address of a broker: `amqp://user:password@host:port/vhost` or `amqps://…`.
///
/// Parts that are left out: user and password `guest`, port 5672 or 5671, virtual host `/`. An `amqps` address takes
/// `cacertfile`, `certfile`, `keyfile`, `verify` (`verify_peer` or `verify_none`) and `server_name_indication` in its
/// query, as RabbitMQ's own clients do; every address takes `auth_mechanism` (`plain` or `external`). Names and
/// passwords are percent-encoded where they hold characters with a meaning of their own.
///
/// Source: RabbitMQ's "URI Specification" and "URI Query Parameters".
public struct BrokerURL: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible {
    /// How the client says who it is.
    public enum Mechanism: String, Sendable {
        /// User and password.
        case plain = "PLAIN"
        /// The client's certificate.
        case external = "EXTERNAL"
    }

    /// Name or number of the host, without brackets.
    public var host: String
    /// The port.
    public var port: UInt16
    /// The user.
    public var user: String
    /// The password; never part of a description or an error.
    public var password: String
    /// The virtual host.
    public var vhost: String
    /// How to encrypt; `nil` for a plain connection.
    public var tls: TLSOptions?
    /// How to log in.
    public var mechanism: Mechanism

    /// Makes an address from its parts.
    public init(
        host: String,
        port: UInt16? = nil,
        user: String = "guest",
        password: String = "guest",
        vhost: String = "/",
        tls: TLSOptions? = nil,
        mechanism: Mechanism = .plain
    ) {
        self.host = host
        self.port = port ?? (tls == nil ? 5672 : 5671)
        self.user = user
        self.password = password
        self.vhost = vhost
        self.tls = tls
        self.mechanism = mechanism
    }

    /// Reads an address.
    ///
    /// - Throws: ``AMQPError`` with code `badURL` that says which part is wrong, without showing the password.
    public init(_ url: String) throws(AMQPError) {
        var parser = BrokerURLParser(url)
        self = try parser.parse()
    }

    /// Reads addresses of one cluster, with commas between them.
    ///
    /// - Throws: ``AMQPError`` with code `badURL`.
    public static func list(_ text: String) throws(AMQPError) -> [BrokerURL] {
        var urls: [BrokerURL] = []
        for part in text.split(separator: ",") {
            let trimmed = part.drop { $0 == " " }
            if !trimmed.isEmpty { urls.append(try BrokerURL(String(trimmed))) }
        }
        guard !urls.isEmpty else { throw AMQPError(.badURL, "no broker address was given") }
        return urls
    }

    /// Host and port, as logs show them.
    public var endpoint: String {
        self.host.contains(":") ? "[\(self.host)]:\(self.port)" : "\(self.host):\(self.port)"
    }

    /// The address without its password.
    public var description: String {
        let scheme = self.tls == nil ? "amqp" : "amqps"
        return "\(scheme)://\(self.user)@\(self.endpoint)/\(self.vhost == "/" ? "" : self.vhost)"
    }

    /// The same as `description`, so that a dump of a configuration doesn't leak the password either.
    public var debugDescription: String { self.description }
}

extension BrokerURL: CustomReflectable {
    /// Without the password.
    public var customMirror: Mirror {
        Mirror(self, children: ["url": self.description])
    }
}
