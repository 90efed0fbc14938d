internal import AMQP
internal import Pipeline

extension WatchQueue {
    /// Declares the queue and its bindings.
    ///
    /// - Throws: The broker's error; where an exchange is missing, with how to make it.
    func declare(_ connection: ConnectionConfiguration) async throws(AMQPError) {
        let client = TopologyClient(connection)
        do throws(AMQPError) {
            try await client.apply(self.declarations)
            await client.close()
        } catch {
            await client.close()
            guard error.code == .notFound else { throw error }
            throw AMQPError(.notFound, "\(error.message); `rebated topology apply` makes what is missing")
        }
    }
}
