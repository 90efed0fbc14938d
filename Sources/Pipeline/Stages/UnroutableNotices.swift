/// Counts messages that no queue took, and says which destinations are worth a word in the log: each once.
struct UnroutableNotices: Sendable {
    private var known: Set<PublicationRound.Destination> = []
    private(set) var count = 0
    /// Routing keys hold names that others choose, so what is remembered has an end.
    private let capacity = 1_000

    /// Takes what came back and gives what has not been told before.
    mutating func news(_ destinations: [PublicationRound.Destination]) -> [PublicationRound.Destination] {
        self.count += destinations.count
        return destinations.filter { destination in
            self.known.count < self.capacity && self.known.insert(destination).inserted
        }
    }
}
