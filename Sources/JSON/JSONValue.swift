import CSimdjson

/// A cursor on one value of a document; copying it copies nothing else.
///
/// It keeps its document alive.
public struct JSONValue: Sendable {
    /// What a value can be.
    public enum Kind: Sendable, Hashable {
        /// `null`.
        case null
        /// `true` or `false`.
        case boolean
        /// A number, of any size and exactness.
        case number
        /// A string.
        case string
        /// An array.
        case array
        /// An object.
        case object
    }

    let storage: JSONStorage
    let index: Int

    private var code: Int { Int(self.storage.entry(self.index).kind) }

    /// What this value is.
    public var kind: Kind {
        switch self.code {
        case CSJ_NULL: .null
        case CSJ_FALSE, CSJ_TRUE: .boolean
        case CSJ_NUMBER: .number
        case CSJ_STRING: .string
        case CSJ_ARRAY: .array
        default: .object
        }
    }

    /// Whether it is `null`.
    public var isNull: Bool { self.code == CSJ_NULL }

    /// The truth value; `nil` if it is something else.
    public var boolean: Bool? {
        switch self.code {
        case CSJ_TRUE: true
        case CSJ_FALSE: false
        default: nil
        }
    }

    /// The string, escapes resolved; `nil` if it is something else.
    public var string: String? { self.code == CSJ_STRING ? self.storage.string(at: self.index) : nil }

    /// The number's own characters, `9000.50` or `1e5`; `nil` if it is something else.
    public var numberText: ArraySlice<UInt8>? { self.code == CSJ_NUMBER ? self.source : nil }

    /// The value as it stands in the document, quotes and brackets included.
    public var source: ArraySlice<UInt8> { self.storage.source[self.storage.range(at: self.index)] }

    /// Where the value begins in the document, in bytes.
    public var offset: Int { Int(self.storage.entry(self.index).at) }

    /// Elements of an array, members of an object; 0 for all else.
    public var count: Int {
        switch self.code {
        case CSJ_ARRAY, CSJ_OBJECT: Int(self.storage.entry(self.index).count)
        default: 0
        }
    }

    /// The elements of an array, in order; none if it is something else.
    public var elements: JSONElements { JSONElements(value: self, isArray: self.code == CSJ_ARRAY) }

    /// The members of an object, in the order of the source; none if it is something else.
    public var members: JSONMembers { JSONMembers(value: self, isObject: self.code == CSJ_OBJECT) }

    /// Lends the members of an object to `body`, in the order of the source; none if it is something else.
    ///
    /// For what is done with every message: ``members`` counts references to the document with each of them.
    public func forEachMember(_ body: (JSONKey, JSONValue) -> Void) {
        guard self.code == CSJ_OBJECT else { return }
        let end = Int(self.storage.entry(self.index).next)
        var entry = self.index + 1
        while entry < end {
            body(JSONKey(storage: self.storage, index: entry), JSONValue(storage: self.storage, index: entry + 1))
            entry = Int(self.storage.entry(entry + 1).next)
        }
    }

    /// Lends the elements of an array to `body`, in order; none if it is something else.
    ///
    /// For what is done with every message: ``elements`` counts references to the document with each of them.
    public func forEachElement(_ body: (JSONValue) -> Void) {
        guard self.code == CSJ_ARRAY else { return }
        let end = Int(self.storage.entry(self.index).next)
        var entry = self.index + 1
        while entry < end {
            body(JSONValue(storage: self.storage, index: entry))
            entry = Int(self.storage.entry(entry).next)
        }
    }

    /// Whether this is an array of nothing but strings, or an empty one.
    public var hasOnlyStrings: Bool {
        guard self.code == CSJ_ARRAY else { return false }
        let end = Int(self.storage.entry(self.index).next)
        // Strings have no children, so that each entry up to the first that is none is an element.
        return (self.index + 1..<end).allSatisfy { Int(self.storage.entry($0).kind) == CSJ_STRING }
    }

    /// The member of that name; `nil` if there is none or this is no object.
    ///
    /// Looks through the members one by one.
    public subscript(_ key: String) -> JSONValue? {
        guard self.code == CSJ_OBJECT else { return nil }
        let end = Int(self.storage.entry(self.index).next)
        var entry = self.index + 1
        while entry < end {
            if self.storage.isText(key, at: entry) { return JSONValue(storage: self.storage, index: entry + 1) }
            entry = Int(self.storage.entry(entry + 1).next)
        }
        return nil
    }

    /// Whether this is a string of exactly these characters.
    ///
    /// Allocates nothing.
    public func equals(_ text: StaticString) -> Bool {
        self.code == CSJ_STRING && self.storage.isText(text, at: self.index)
    }

    /// Whether this is a string of exactly these characters.
    ///
    /// Allocates nothing.
    public func equals(_ text: String) -> Bool {
        self.code == CSJ_STRING && self.storage.isText(text, at: self.index)
    }

    /// Lends the characters of a string as UTF-8, escapes resolved; `nil` if this is something else.
    public func withStringUTF8<Result, Failure: Error>(
        _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result? {
        guard self.code == CSJ_STRING else { return nil }
        return try self.storage.withText(at: self.index, body)
    }
}
