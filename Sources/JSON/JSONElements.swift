import CSimdjson

/// The elements of an array, in order.
public struct JSONElements: Sequence, Sendable {
    let value: JSONValue
    let isArray: Bool

    /// How many there are.
    public var underestimatedCount: Int { self.isArray ? self.value.count : 0 }

    /// Begins at the first element.
    public func makeIterator() -> Iterator {
        let end = self.isArray ? Int(self.value.storage.entry(self.value.index).next) : 0
        return Iterator(storage: self.value.storage, place: self.value.index + 1, end: end)
    }

    /// Goes from element to element.
    public struct Iterator: IteratorProtocol {
        let storage: JSONStorage
        var place: Int
        let end: Int

        /// The next element; `nil` after the last.
        public mutating func next() -> JSONValue? {
            guard self.place < self.end else { return nil }
            defer { self.place = Int(self.storage.entry(self.place).next) }
            return JSONValue(storage: self.storage, index: self.place)
        }
    }
}
