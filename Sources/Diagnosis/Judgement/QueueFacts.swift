/// What a broker counts of a queue.
public struct QueueFacts: Sendable, Hashable {
    /// The queue.
    public let name: String
    /// Messages that wait to be delivered.
    public let ready: Int
    /// Who takes from it.
    public let consumers: Int

    /// Facts of all their parts.
    public init(_ name: String, ready: Int, consumers: Int) {
        self.name = name
        self.ready = ready
        self.consumers = consumers
    }
}
