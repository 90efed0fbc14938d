import CSimdjson

/// The members of an object, in the order of the source.
public struct JSONMembers: Sequence, Sendable {
    let value: JSONValue
    let isObject: Bool

    /// How many there are.
    public var underestimatedCount: Int { self.isObject ? self.value.count : 0 }

    /// Begins at the first member.
    public func makeIterator() -> Iterator {
        let end = self.isObject ? Int(self.value.storage.entry(self.value.index).next) : 0
        return Iterator(storage: self.value.storage, place: self.value.index + 1, end: end)
    }

    /// Goes from member to member.
    public struct Iterator: IteratorProtocol {
        let storage: JSONStorage
        var place: Int
        let end: Int

        /// The next member; `nil` after the last.
        public mutating func next() -> (key: JSONKey, value: JSONValue)? {
            guard self.place < self.end else { return nil }
            let key = self.place
            self.place = Int(self.storage.entry(key + 1).next)
            return (JSONKey(storage: self.storage, index: key), JSONValue(storage: self.storage, index: key + 1))
        }
    }
}
