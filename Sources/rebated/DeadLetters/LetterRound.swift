internal import AMQP
internal import Operations
internal import Pipeline

/// Visits to the queue on behalf of a command that acts on letters.
struct LetterRound {
    let broker: BrokerSession
    let selection: LetterSelection

    /// Goes through the letters that are meant; none is taken away.
    ///
    /// - Parameter take: Gets those that are meant, in order, some at a time.
    /// - Returns: The letters, in order.
    /// - Throws: `SettingError` for ids that mean several letters, or none.
    func look(
        _ take: ([(delivery: Delivery, letter: DeadLetter)]) async throws -> Void
    ) async throws -> [DeadLetter] {
        let fixed = self.selection.isChoice ? nil : Set(try self.selection.read(self.selection.selection ?? ""))
        let filter = self.selection.filter
        var letters: [DeadLetter] = []
        let visit = DeadLetterVisit(self.broker.connection, onEvent: self.broker.onEvent)
        let end = try await visit.run { deliveries in
            let chosen = deliveries.map { (delivery: $0, letter: DeadLetter($0, trusted: self.broker.trusted)) }
                .filter { entry in fixed?.contains(entry.letter.id) ?? filter.selects(entry.letter) }
            letters += chosen.map(\.letter)
            if !chosen.isEmpty { try await take(chosen) }
            return []
        }
        if !end.isComplete { Console.complain("only the first \(end.seen) letters were looked at; there are more") }
        let found = Set(letters.map(\.id))
        if let id = filter.ambiguous(found).first {
            throw SettingError(source: "ID", problem: "several letters begin with \(id); give more of its digits")
        }
        let missing = filter.missing(found) + (fixed.map { $0.subtracting(found).sorted() } ?? [])
        for id in missing.prefix(20) { Console.complain("there is no dead letter \(id)") }
        return letters
    }

    /// The whole ids of letters that are to be acted on.
    func fixedIDs() async throws -> [String] {
        guard self.selection.isChoice else { return try self.selection.read(self.selection.selection ?? "") }
        if self.selection.ids.allSatisfy({ $0.utf8.count == 64 }) { return self.selection.ids }
        var seen: Set<String> = []
        return try await self.look { _ in }.map(\.id).filter { seen.insert($0).inserted }
    }

    /// Goes through the queue and hands out letters of these ids; all others stay where they are.
    ///
    /// - Parameter take: Gets some at a time, and gives the receipts of those that are done with.
    /// - Returns: Ids that no letter has.
    func act(
        on ids: [String],
        _ take: ([(delivery: Delivery, letter: DeadLetter)]) async throws -> [Receipt]
    ) async throws -> [String] {
        let wanted = Set(ids)
        var missing = wanted
        let visit = DeadLetterVisit(self.broker.connection, onEvent: self.broker.onEvent)
        let end = try await visit.run { deliveries in
            let chosen = deliveries.map { (delivery: $0, letter: DeadLetter($0, trusted: self.broker.trusted)) }
                .filter { wanted.contains($0.letter.id) }
            missing.subtract(chosen.map(\.letter.id))
            return chosen.isEmpty ? [] : try await take(chosen)
        }
        if !end.isComplete, !missing.isEmpty {
            Console.complain("only the first \(end.seen) letters were looked at; there are more")
        }
        return missing.sorted()
    }
}
