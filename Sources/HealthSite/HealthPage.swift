internal import Operations

/// An answer of the site; pure, so that it is tested without a socket.
struct HealthPage: Sendable, Equatable {
    /// The HTTP status.
    let status: Int
    /// The media type.
    let type: String
    /// The content.
    let body: [UInt8]
    /// Which methods there are, for a request by another.
    var allow: String?

    private static let plain = "text/plain; charset=utf-8"
    private static let methods = "GET, HEAD"

    private init(_ status: Int, _ text: String) {
        (self.status, self.type, self.body) = (status, Self.plain, Array(text.utf8))
    }

    private init(_ status: Int, _ type: String, _ body: [UInt8]) {
        (self.status, self.type, self.body) = (status, type, body)
    }

    /// The answer to a request.
    static func answer(method: String, path: String, _ source: HealthSource) -> HealthPage {
        guard ["/", "/live", "/ready", "/metrics"].contains(path) else {
            return HealthPage(404, "there is nothing here; see /\n")
        }
        guard method == "GET" || method == "HEAD" else {
            var page = HealthPage(405, "only \(Self.methods)\n")
            page.allow = Self.methods
            return page
        }
        switch path {
        case "/live":
            let deadlock = source.health.report.deadlock
            return HealthPage(deadlock == nil ? 200 : 503, deadlock.map { "stuck: \($0)\n" } ?? "alive\n")
        case "/ready":
            let report = source.health.report
            return HealthPage(report.isReady ? 200 : 503, "application/json", report.json)
        case "/metrics":
            return HealthPage(200, PrometheusRegistry.contentType, source.metrics.text())
        default:
            return HealthPage(
                200,
                """
                /live     whether the process can be left alone
                /ready    whether it can take work, and what is wrong if not
                /metrics  metrics for Prometheus

                """
            )
        }
    }
}
