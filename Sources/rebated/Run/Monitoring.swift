internal import ArgumentParser
internal import CoreMetrics
internal import HealthSite
internal import Logging
internal import Operations
internal import Pipeline
internal import Telemetry

/// What the process tells of itself, whatever becomes of the workers that run in it: health, metrics, and where they are
/// served.
struct Monitoring: Sendable {
    /// Answers whether the process can be left alone, and whether it can take work.
    let health: HealthMonitor
    /// What workers report to.
    let telemetry: WorkerTelemetry
    /// `nil` where health and metrics are not served.
    let site: HealthSite?

    /// Puts it together; nothing is served before ``site`` runs.
    init(_ settings: Settings, logger: Logger) throws(SettingError) {
        let version = Rebated.configuration.version
        guard let place = try settings.healthSite() else {
            let health = HealthMonitor(version: version)
            self.health = health
            self.telemetry = WorkerTelemetry(in: NOOPMetricsHandler.instance) { health.tell($0) }
            self.site = nil
            return
        }
        let registry = PrometheusRegistry()
        MetricsSystem.bootstrap(registry)
        ProcessCollector(registry, version: version)
        let health = HealthMonitor(version: version, registry: registry)
        self.health = health
        self.telemetry = WorkerTelemetry(in: registry) { health.tell($0) }
        self.site = HealthSite(HealthSource(health: health, metrics: registry), place, logger: logger)
    }
}

extension Settings {
    /// The last port that is tried where nobody has named one.
    private static let lastPort = 9_479

    /// Where health and metrics are served; `nil` for nowhere.
    fileprivate func healthSite() throws(SettingError) -> HealthSiteConfiguration? {
        guard let (host, port) = try self.address(.http) else { return nil }
        let isDefault = self.find(.http)?.source.hasPrefix("the default") == true
        return HealthSiteConfiguration(host: host, port: port, lastPort: isDefault ? Self.lastPort : port)
    }
}
