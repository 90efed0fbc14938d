/// What a connection came to: what the broker told of itself, and what both sides agreed on.
public struct ConnectionFacts: Sendable, Equatable {
    /// How what is sent is encrypted.
    public struct Encryption: Sendable, Equatable {
        /// Such as `TLSv1.3`.
        public let version: String
        /// When the broker's certificate ends, in seconds since 1970; `nil` if it can't be read.
        public let certificateEnd: Int64?

        /// An encryption of both parts.
        public init(version: String, certificateEnd: Int64?) {
            self.version = version
            self.certificateEnd = certificateEnd
        }
    }

    /// The broker's version as it tells it, such as `3.10.8`.
    public let serverVersion: String
    /// Seconds after which each side says something; 0 for never.
    public let heartbeat: Int
    /// `nil` for a plain connection.
    public let encryption: Encryption?

    /// Facts of all their parts.
    public init(serverVersion: String, heartbeat: Int, encryption: Encryption? = nil) {
        self.serverVersion = serverVersion
        self.heartbeat = heartbeat
        self.encryption = encryption
    }
}
