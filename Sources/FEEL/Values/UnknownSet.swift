/// The facts that are missing where a value is unknown, by the ids that the caller gave them.
public struct UnknownSet: Sendable, Equatable {
    /// The ids, ascending and distinct.
    public let ids: [UInt64]

    /// One missing fact.
    public init(_ id: UInt64) { self.ids = [id] }

    init(sorted ids: [UInt64]) { self.ids = ids }

    /// The facts missing in either.
    public func union(_ other: UnknownSet) -> UnknownSet {
        if self.ids == other.ids { return self }
        var merged: [UInt64] = []
        merged.reserveCapacity(self.ids.count + other.ids.count)
        var left = 0
        var right = 0
        while left < self.ids.count, right < other.ids.count {
            let first = self.ids[left]
            let second = other.ids[right]
            merged.append(min(first, second))
            if first <= second { left += 1 }
            if second <= first { right += 1 }
        }
        merged.append(contentsOf: self.ids[left...])
        merged.append(contentsOf: other.ids[right...])
        return UnknownSet(sorted: merged)
    }

    /// The union with another set, if there is one.
    func union(_ other: UnknownSet?) -> UnknownSet {
        guard let other else { return self }
        return self.union(other)
    }
}

extension Optional where Wrapped == UnknownSet {
    /// Adds the ids of a value that is unknown.
    mutating func note(_ set: UnknownSet) { self = set.union(self) }
}
