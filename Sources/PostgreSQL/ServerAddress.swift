/// Where a PostgreSQL database is: a URL `postgresql://user:password@host:port/database?option=value`, or `key=value`
/// pairs.
///
/// Read by libpq, with all of its options: several hosts, `target_session_attrs`, `sslmode`, `sslrootcert`, `options`,
/// `passfile`, `service` and so on; what it leaves out comes from libpq's environment variables (`PGPASSWORD`, …).
///
/// Source: PostgreSQL's documentation, "Connection Strings" and "Parameter Key Words" of libpq.
public struct ServerAddress: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible {
    /// As it was given: it may hold a password.
    let text: String
    /// What it says, by libpq's names of options.
    let options: [String: String]

    /// Reads an address.
    ///
    /// - Throws: ``PostgreSQLError`` with code `badAddress` that says what is wrong, without any part of a password.
    public init(_ text: String) throws(PostgreSQLError) {
        self.text = text
        self.options = try ConnectionString.options(of: text)
        guard self.isPlausible else {
            throw PostgreSQLError(
                .badAddress,
                "the PostgreSQL address can't be understood: write characters with a meaning of their own in user and "
                    + "password as %40 (@), %2F (/), %3A (:)"
            )
        }
    }

    /// What the option says; `nil` if the address doesn't name it.
    public func option(_ name: String) -> String? { self.options[name] }

    /// User, hosts, ports and database, as logs show them.
    public var description: String {
        let user = self.options["user"].map { "\($0)@" } ?? ""
        let database = self.options["dbname"] ?? ""
        let service = self.options["service"].map { "?service=\($0)" } ?? ""
        return "postgresql://\(user)\(self.endpoints.joined(separator: ","))/\(database)\(service)"
    }

    /// The same as ``description``, so that a dump of a configuration doesn't leak the password either.
    public var debugDescription: String { self.description }

    /// Whether hosts, ports and database can be ones.
    ///
    /// libpq ends the user's part at the first "@" or "/". With one of them in the password the rest of it becomes a
    /// host, a port or a database, which it would name in its errors, and ``description`` would show.
    private var isPlausible: Bool {
        // A path, or a socket without a file, begins with these.
        let areHosts = self.hosts.allSatisfy { !$0.contains("@") || $0.hasPrefix("/") || $0.hasPrefix("@") }
        let ports = (self.options["port"] ?? "").split(separator: ",", omittingEmptySubsequences: true)
        let areNumbers = ports.allSatisfy { UInt16($0) != nil }
        let isURL = self.text.hasPrefix("postgres://") || self.text.hasPrefix("postgresql://")
        let path =
            isURL ? self.text.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false).last ?? "" : ""
        return areHosts && areNumbers && !path.prefix { $0 != "?" }.contains("@")
    }

    private var hosts: [Substring] {
        (self.options["host"] ?? "").split(separator: ",", omittingEmptySubsequences: false)
    }

    private var endpoints: [String] {
        let hosts = self.options["host"] == nil ? [] : self.hosts
        let numbers = (self.options["hostaddr"] ?? "").split(separator: ",", omittingEmptySubsequences: false)
        let ports = (self.options["port"] ?? "").split(separator: ",", omittingEmptySubsequences: false)
        return (0..<max(hosts.count, numbers.count))
            .map { place in
                let name = place < hosts.count && !hosts[place].isEmpty ? hosts[place] : nil
                let host = String(name ?? (place < numbers.count ? numbers[place] : ""))
                let port = ports.count > 1 ? (place < ports.count ? ports[place] : "") : ports.first ?? ""
                let shown = host.contains(":") ? "[\(host)]" : host
                return port.isEmpty ? shown : "\(shown):\(port)"
            }
    }
}

extension ServerAddress: CustomReflectable {
    /// Without the password.
    public var customMirror: Mirror {
        Mirror(self, children: ["address": self.description])
    }
}
