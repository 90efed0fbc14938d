/// How much of a document is taken, so that no sender decides how much memory a reader needs.
public struct JSONLimits: Sendable, Hashable {
    /// Bytes of the whole document.
    public var bytes: Int
    /// Arrays and objects in one another.
    public var depth: Int
    /// Values and keys together.
    ///
    /// Each takes 24 bytes of memory beside the source.
    public var values: Int
    /// Characters of one number.
    public var numberLength: Int

    /// What every message is read with: 16 MiB, 64 levels, a million values, numbers of 1,000 characters.
    public static let standard = JSONLimits()

    /// Limits that differ from ``standard`` in what is given.
    ///
    /// A depth above 1,000 counts as 1,000: some readers of a document descend by recursion.
    public init(bytes: Int = 16 << 20, depth: Int = 64, values: Int = 1_000_000, numberLength: Int = 1_000) {
        self.bytes = max(bytes, 0)
        self.depth = min(max(depth, 0), 1_000)
        self.values = max(values, 0)
        self.numberLength = max(numberLength, 0)
    }
}
