/// An edition of a program's rulebook that decisions rest on, kept whole so that they can be made again.
public struct EditionRecord: Sendable, Hashable {
    /// The digest of its text, such as `sha256:…`.
    public let digest: String
    /// The program.
    public let program: String
    /// The edition's name, such as `2024-01`.
    public let edition: String
    /// The rulebook's text.
    public let text: [UInt8]

    /// An edition of all its parts.
    public init(digest: String, program: String, edition: String, text: [UInt8]) {
        self.digest = digest
        self.program = program
        self.edition = edition
        self.text = text
    }
}
