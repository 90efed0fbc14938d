/// A broker operation that failed: what, where, and what can be done about it.
///
/// ``description`` is safe for logs: it never holds a password.
public struct AMQPError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What can go wrong.
    public enum Code: String, Sendable, Hashable {
        /// A broker address that can't be understood.
        case badURL
        /// A setting that can't work, such as an empty list of addresses or a message property that is too long.
        case badConfiguration
        /// No connection could be made: name not found, refused, unreachable, too slow.
        case connectFailed
        /// The encrypted connection could not be made: certificate, host name, version.
        case tlsFailed
        /// The broker refused user, password or virtual host.
        case loginRefused
        /// The connection ended without a word.
        case connectionLost
        /// The connection was silent for longer than two heartbeats.
        case heartbeatMissed
        /// The broker closed the connection and said why.
        case connectionClosed
        /// The broker closed a channel and said why; ``AMQPError/replyCode`` tells which reason.
        case channelClosed
        /// A queue or an exchange does not exist (404).
        case notFound
        /// The user may not do this (403).
        case accessRefused
        /// What exists differs from what was asked for (406).
        case preconditionFailed
        /// The broker sent what the protocol doesn't allow.
        case protocolViolation
        /// No answer within the time that was given.
        case timedOut
        /// The broker takes no messages at present (memory or disk alarm).
        case blocked
        /// The client was told to stop.
        case stopped
    }

    /// What went wrong.
    public let code: Code
    /// The broker's reply code, such as 406; `nil` if the fault is the network's or ours.
    public let replyCode: UInt16?
    /// What failed, where, and what to do; one line without secrets.
    public let message: String

    /// Makes an error; tests and other modules use it to play a broker that fails.
    public init(_ code: Code, replyCode: UInt16? = nil, _ message: String) {
        self.code = code
        self.replyCode = replyCode
        self.message = message
    }

    /// Whether the same operation may succeed later without anybody changing a setting.
    public var isTransient: Bool {
        switch self.code {
        case .connectFailed, .connectionLost, .heartbeatMissed, .connectionClosed, .channelClosed, .timedOut, .blocked:
            true
        case .badURL, .badConfiguration, .tlsFailed, .loginRefused, .notFound, .accessRefused, .preconditionFailed,
            .protocolViolation, .stopped:
            false
        }
    }

    /// The message, with the broker's code where there is one.
    public var description: String {
        if let replyCode { "\(self.message) (AMQP \(replyCode))" } else { self.message }
    }
}
