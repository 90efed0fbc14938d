extension EventType {
    /// The type of messages to workers whose routing key begins with `word`; `nil` for any other word.
    public init?(firstWord word: some StringProtocol) {
        switch word {
        case "submitted": self = .applicationSubmitted
        case "withdrawn": self = .applicationWithdrawn
        case "completed": self = .reviewCompleted
        default: return nil
        }
    }
}
