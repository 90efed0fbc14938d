import Messages

/// The applications that one transaction works on: those that are on record, and those that may come to be.
struct ApplicationSheet: Sendable {
    /// What is known of each; where among the changed ones it is, if it was changed.
    private var records: [(record: ApplicationRecord?, change: Int?)] = []
    /// Where in ``records`` each application is.
    private var places: [ApplicationKey: Int] = [:]
    /// Where in ``records`` those are that were changed, in the order in which they first were.
    private var changes: [Int] = []

    /// Those that are on record, as they now stand.
    var known: some Sequence<ApplicationRecord> { self.records.lazy.compactMap(\.record) }

    /// Those that were changed, as they now stand, in the order in which they first were.
    var changed: [ApplicationRecord] { self.changes.compactMap { self.records[$0].record } }

    /// An application; `nil` if it is not on record.
    subscript(key: ApplicationKey) -> ApplicationRecord? { self.places[key].flatMap { self.records[$0].record } }

    /// The application at a place that ``place(of:)`` gave.
    subscript(place: Int) -> ApplicationRecord? { self.records[place].record }

    /// Makes room for so many more.
    mutating func reserve(_ count: Int) {
        self.places.reserveCapacity(self.places.count + count)
        self.records.reserveCapacity(self.records.count + count)
    }

    /// Takes an application as the ledger has it.
    mutating func load(_ record: ApplicationRecord) {
        let (place, _) = self.place(of: record.key)
        self.records[place].record = record
    }

    /// Where the application is; it gets a place if it has none.
    mutating func place(of key: ApplicationKey) -> (place: Int, isNew: Bool) {
        let next = self.records.count
        let place = self.places.place(of: key, next: next)
        if place == next { self.records.append((nil, nil)) }
        return (place, place == next)
    }

    /// Changes an application.
    ///
    /// - Returns: Where in ``changed`` it stands.
    mutating func change(_ record: ApplicationRecord, at place: Int) -> Int {
        self.records[place].record = record
        if let change = self.records[place].change { return change }
        self.changes.append(place)
        self.records[place].change = self.changes.count - 1
        return self.changes.count - 1
    }
}

extension Dictionary where Value == Int {
    /// The key's place; it gets the next one if it has none.
    mutating func place(of key: Key, next: Int) -> Int {
        func take(_ place: inout Int?) -> Int {
            if let place { return place }
            place = next
            return next
        }
        return take(&self[key])
    }
}
