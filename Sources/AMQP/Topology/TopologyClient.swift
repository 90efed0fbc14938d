/// Declares and verifies topologies.
public actor TopologyClient {
    /// Makes a client; it connects when it is first used.
    public init(_ configuration: ConnectionConfiguration) {}
    /// Declares all of it.
    public func apply(_ topology: Topology) async throws(AMQPError) {}
    /// What is missing or differs.
    public func verify(_ topology: Topology) async throws(AMQPError) -> [TopologyProblem] { [] }
    /// The messages that are ready in a queue, and how many consume from it.
    public func messageCount(queue: String) async throws(AMQPError) -> (ready: Int, consumers: Int) { (0, 0) }
    /// Closes the connection.
    public func close() async {}
}
