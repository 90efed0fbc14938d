/// Whether the broker lets the user do something, found without doing it.
public enum Access: Sendable, Equatable {
    /// The user may.
    case granted
    /// The user may not; the broker's words.
    case refused(String)
    /// The exchange or queue does not exist.
    case missing
    /// The broker takes no messages at present, and so did not look: its reason, such as `low on memory`.
    case blocked(reason: String)
    /// The broker answered in a way that tells nothing.
    case unclear(String)
}
