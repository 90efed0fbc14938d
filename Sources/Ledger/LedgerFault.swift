/// Why the ledger could not do what was asked.
///
/// Nothing of it was written.
public struct LedgerFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// What can go wrong.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// Another process holds the ledger.
        case busy
        /// No room is left.
        case full
        /// It may be read but not written.
        case readOnly
        /// It is damaged, or no ledger.
        case corrupt
        /// It can't be opened, read or written.
        case io
        /// Its tables are of a version that this program does not know.
        case schema
        /// There is none, and it was not to be made.
        case missing
        /// It was closed.
        case closed
        /// Anything else: a fault of this program.
        case other
    }

    /// What went wrong.
    public let code: Code
    /// What, where, and what to do: for people, without anything of an application.
    public let message: String

    /// A fault with its words.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// Whether the same may succeed later without a change to the program or to the ledger's content.
    public var isTransient: Bool {
        switch self.code {
        case .busy, .full, .readOnly, .io: true
        case .corrupt, .schema, .missing, .closed, .other: false
        }
    }

    /// The message.
    public var description: String { self.message }
}
