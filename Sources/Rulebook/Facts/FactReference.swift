/// A declared fact, wherever it stands: what a rule reads.
public struct FactReference: Sendable, Hashable {
    /// Where it stands.
    public let home: FactHome
    /// Its place in the section of that home.
    public let index: Int

    /// Names the fact at `index` of `home`.
    public init(home: FactHome, index: Int) {
        self.home = home
        self.index = index
    }
}
