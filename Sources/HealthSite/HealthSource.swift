public import Operations

/// What the site serves.
public struct HealthSource: Sendable {
    /// The process's health.
    public let health: HealthMonitor
    /// The process's metrics.
    public let metrics: PrometheusRegistry

    /// Health and metrics of one process.
    public init(health: HealthMonitor, metrics: PrometheusRegistry) {
        self.health = health
        self.metrics = metrics
    }
}
