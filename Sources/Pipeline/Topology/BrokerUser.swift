internal import Digest
internal import Foundation

/// A user of the broker, with the digest of a password.
public struct BrokerUser: Sendable, Equatable {
    /// The user's name.
    public let name: String
    /// RabbitMQ's salted SHA-256: base 64 of four bytes of salt and the digest of salt and password.
    public let passwordHash: String

    /// A user whose password is digested with a salt of its own.
    ///
    /// - Parameter salt: Four random bytes.
    public init(_ name: String, password: String, salt: UInt32 = .random(in: .min ... .max)) {
        self.name = name
        let salt = (0..<4).map { UInt8(truncatingIfNeeded: salt >> (24 - 8 * $0)) }
        self.passwordHash = Data(salt + SHA256.digest(salt + Array(password.utf8))).base64EncodedString()
    }
}
