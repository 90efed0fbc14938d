/// The facts that are missing where a value is unknown, by the ids that the caller gave them.
public struct UnknownSet: Sendable, Equatable {
    /// One fact alone is the usual case, and every fact that is not stated has a set of its own: it costs no memory.
    private enum Storage: Sendable {
        case one(UInt64)
        case many([UInt64])
    }

    private let storage: Storage

    /// The ids, ascending and distinct.
    public var ids: [UInt64] {
        switch self.storage {
        case .one(let id): [id]
        case .many(let ids): ids
        }
    }

    /// One missing fact.
    public init(_ id: UInt64) { self.storage = .one(id) }

    init(sorted ids: [UInt64]) { self.storage = ids.count == 1 ? .one(ids[0]) : .many(ids) }

    /// Whether both name the same facts.
    public static func == (lhs: UnknownSet, rhs: UnknownSet) -> Bool {
        if case .one(let left) = lhs.storage, case .one(let right) = rhs.storage { return left == right }
        return lhs.ids == rhs.ids
    }

    /// The facts missing in either.
    public func union(_ other: UnknownSet) -> UnknownSet {
        if self == other { return self }
        let ids = self.ids
        let others = other.ids
        var merged: [UInt64] = []
        merged.reserveCapacity(ids.count + others.count)
        var left = 0
        var right = 0
        while left < ids.count, right < others.count {
            let first = ids[left]
            let second = others[right]
            merged.append(min(first, second))
            if first <= second { left += 1 }
            if second <= first { right += 1 }
        }
        merged.append(contentsOf: ids[left...])
        merged.append(contentsOf: others[right...])
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
