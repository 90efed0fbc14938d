internal import AMQP
internal import CoreMetrics
internal import Synchronization
internal import Telemetry

/// How a connection to the broker is.
final class LinkMetrics: Sendable {
    private let connected: Gauge
    private let reconnects: Counter
    /// Only of the connection that publishes: the broker blocks no other.
    private let blocked: Gauge?
    private let wasConnected = Atomic(false)

    init(_ connection: HealthEvent.Connection, _ factory: any MetricsFactory) {
        self.connected = Metric.connected.gauge(connection.rawValue, in: factory)
        self.reconnects = Metric.reconnects.counter(connection.rawValue, in: factory)
        self.blocked = connection == .publishing ? Metric.connectionBlocked.gauge(in: factory) : nil
    }

    /// A worker begins: its first connection is none that was made again.
    func begin() { self.wasConnected.store(false, ordering: .relaxed) }

    func count(_ event: LinkEvent) {
        switch event {
        case .connected:
            self.connected.record(1)
            if self.wasConnected.exchange(true, ordering: .relaxed) { self.reconnects.increment() }
        case .disconnected:
            self.connected.record(0)
            self.blocked?.record(0)
        case .blocked: self.blocked?.record(1)
        case .unblocked: self.blocked?.record(0)
        case .consuming, .consumerCancelled, .subscriptionFailed, .publishing, .publishingFailed, .staleReceipts: break
        }
    }
}
