/// Something that a person who looks should know first.
public struct Trouble: Sendable, Hashable {
    /// Whether something is wrong now, or will be if nobody looks.
    public let isFault: Bool
    /// What, in words, with what to do.
    public let words: String

    /// Something is wrong.
    public static func fault(_ words: String) -> Trouble { Trouble(isFault: true, words: words) }

    /// Somebody should look.
    public static func warning(_ words: String) -> Trouble { Trouble(isFault: false, words: words) }
}
