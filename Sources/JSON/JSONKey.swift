import CSimdjson

/// The name of an object's member.
///
/// Two are equal if their characters are, escapes resolved.
public struct JSONKey: Sendable, Hashable {
    let storage: JSONStorage
    let index: Int

    /// The name.
    public var string: String { self.storage.string(at: self.index) }

    /// Where the name begins in the document, in bytes.
    public var offset: Int { Int(self.storage.entry(self.index).at) }

    /// Whether it is this name.
    ///
    /// Allocates nothing.
    public func equals(_ text: StaticString) -> Bool { self.storage.isText(text, at: self.index) }

    /// Whether it is this name.
    ///
    /// Allocates nothing.
    public func equals(_ text: String) -> Bool { self.storage.isText(text, at: self.index) }

    /// Lends the name as UTF-8.
    public func withUTF8<Result, Failure: Error>(
        _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try self.storage.withText(at: self.index, body)
    }

    /// Whether both are the same name, in whatever document.
    public static func == (left: JSONKey, right: JSONKey) -> Bool {
        unsafe left.storage.withCharacters(at: left.index) { unsafe right.storage.isText($0, at: right.index) }
    }

    /// Feeds the name's bytes to the hasher.
    public func hash(into hasher: inout Hasher) {
        self.storage.withText(at: self.index) { text in
            unsafe text.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
        }
    }
}
