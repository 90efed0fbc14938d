/// How an encrypted connection is made; from the query of an `amqps://` address.
public struct TLSOptions: Sendable, Hashable {
    /// PEM file of the authorities to trust; `nil` takes the system's.
    public var authorities: String?
    /// PEM file of the client's certificate (with its chain).
    public var certificate: String?
    /// PEM file of the client's key, unencrypted.
    public var key: String?
    /// Whether the broker must show a certificate that is trusted and made for its name; turn it off only for tests.
    public var verifiesPeer: Bool
    /// The name to ask for and to check; `nil` takes the host of the address.
    public var serverName: String?

    /// Makes options; the defaults verify against the system's authorities.
    public init(
        authorities: String? = nil,
        certificate: String? = nil,
        key: String? = nil,
        verifiesPeer: Bool = true,
        serverName: String? = nil
    ) {
        self.authorities = authorities
        self.certificate = certificate
        self.key = key
        self.verifiesPeer = verifiesPeer
        self.serverName = serverName
    }

    /// The files that it names.
    public var files: [String] { [self.authorities, self.certificate, self.key].compactMap { $0 } }

    /// Reads the files as a connection would.
    ///
    /// - Throws: ``AMQPError`` with code `tlsFailed` that names the file.
    public func check() throws(AMQPError) { _ = try TLSContext.make(self) }
}
