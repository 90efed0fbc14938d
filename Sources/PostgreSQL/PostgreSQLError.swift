/// A PostgreSQL operation that failed: what, where, and what can be done about it.
///
/// ``description`` is safe for logs: no password, and nothing of a row. Of what the server tells only the code and the
/// primary message are taken; its detail, hint and context may quote rows.
public struct PostgreSQLError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What can go wrong.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// An address that can't be understood.
        case badAddress
        /// A value that PostgreSQL can't store, such as text with the character NUL.
        case badValue
        /// No connection could be made: name not found, refused, wrong password, bad certificate, too slow.
        case connectFailed
        /// The connection ended; what was under way may or may not have happened.
        case connectionLost
        /// No answer within the time that was given. The connection was given up.
        case timedOut
        /// The server said no; ``PostgreSQLError/sqlState`` tells why.
        case refused
        /// A result is not what the caller took it for.
        case unexpected
    }

    /// What went wrong.
    public let code: Code
    /// The server's code of five characters, such as `40001`; `nil` if the server didn't say anything.
    public let sqlState: String?
    /// What failed; one line without secrets.
    public let message: String

    /// Makes an error.
    public init(_ code: Code, sqlState: String? = nil, _ message: String) {
        self.code = code
        self.sqlState = sqlState
        self.message = message
    }

    /// Whether nobody can tell if what was under way has happened.
    public var isConnectionLost: Bool { self.code == .connectionLost || self.code == .timedOut }

    /// Whether the transaction met another one and may succeed if it is done again from its start.
    public var isConflict: Bool { self.sqlState == "40001" || self.sqlState == "40P01" }

    /// Whether the same may succeed later without a change to the program.
    ///
    /// Codes: "PostgreSQL Error Codes", appendix A of its documentation.
    public var isTransient: Bool {
        switch self.code {
        case .badAddress, .badValue, .unexpected: return false
        case .connectFailed, .connectionLost, .timedOut: return true
        case .refused: break
        }
        guard let state = self.sqlState else { return false }
        switch state {
        // Serialization failure, deadlock, lock not to be had, cancelled, shutting down or starting up, read only after
        // a fail-over, a transaction or session that was idle for too long.
        case "40001", "40P01", "55P03", "57014", "57P01", "57P02", "57P03", "57P05", "25006", "25P03", "25P04":
            return true
        // Connection trouble; no room, memory or connections left; trouble with the disk.
        default: return state.hasPrefix("08") || state.hasPrefix("53") || state.hasPrefix("58")
        }
    }

    /// The message, with the server's code where there is one.
    public var description: String {
        if let sqlState { "\(self.message) (SQLSTATE \(sqlState))" } else { self.message }
    }
}
