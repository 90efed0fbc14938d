/// What waits for the next transaction, in order of arrival; bounded by the prefetch, since all of it is unacknowledged.
struct Inbox<Item: Sendable>: Sendable {
    private var items: [(item: Item, alone: Bool)] = []
    /// Items before this place are taken; they are dropped together, so that taking stays cheap.
    private var head = 0

    var isEmpty: Bool { self.head == self.items.count }
    var count: Int { self.items.count - self.head }

    /// Puts an item at the end.
    ///
    /// - Parameter alone: Whether it must not share a transaction: it may be what makes transactions or workers fail.
    mutating func append(_ item: Item, alone: Bool) {
        self.items.append((item, alone))
    }

    /// Puts items back at the front, each to be tried alone.
    mutating func putBack(_ items: [Item]) {
        self.items.replaceSubrange(0..<self.head, with: items.map { (item: $0, alone: true) })
        self.head = 0
    }

    /// Takes what one transaction settles: up to `limit` items, or one that has to be alone.
    mutating func take(upTo limit: Int) -> [Item] {
        var taken: [Item] = []
        taken.reserveCapacity(min(limit, self.count))
        while taken.count < limit, !self.isEmpty {
            let next = self.items[self.head]
            if next.alone && !taken.isEmpty { break }
            self.head += 1
            taken.append(next.item)
            if next.alone { break }
        }
        if self.head * 2 >= self.items.count {
            self.items.removeFirst(self.head)
            self.head = 0
        }
        return taken
    }
}
