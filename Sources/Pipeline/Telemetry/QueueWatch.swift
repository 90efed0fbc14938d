internal import AMQP

/// Asks the broker now and then how full the queues are, on a connection of its own.
struct QueueWatch: Sendable {
    let broker: ConnectionConfiguration
    let telemetry: WorkerTelemetry
    var interval: Duration = .seconds(15)

    /// Looks until cancelled.
    func run() async {
        let client = TopologyClient(self.broker)
        // Sooner at the start, when things change.
        var wait = Duration.seconds(1)
        while !Task.isCancelled {
            var isConnected = true
            for queue in QueueMetrics.watched {
                var count: (ready: Int, consumers: Int)?
                if isConnected {
                    do throws(AMQPError) { count = try await client.messageCount(queue: queue) } catch {
                        // Of a queue that is missing or may not be looked at nothing follows for the next one.
                        isConnected = error.code == .notFound || error.code == .accessRefused
                    }
                }
                if Task.isCancelled { break }
                self.telemetry.queues.depth(queue, count)
            }
            try? await Task.sleep(for: wait)
            wait = min(wait * 2, self.interval)
        }
        await client.close()
    }
}
