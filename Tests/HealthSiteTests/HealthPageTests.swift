import Operations
import Telemetry
import Testing

@testable import HealthSite

@Suite("Pages of health and metrics") struct HealthPageTests {
    private let source: HealthSource

    init() {
        let registry = PrometheusRegistry()
        self.source = HealthSource(health: HealthMonitor(version: "1.2.3", registry: registry), metrics: registry)
    }

    private func get(_ path: String) -> HealthPage { .answer(method: "GET", path: path, self.source) }

    @Test func aProcessThatHasJustStartedIsAliveAndNotReady() {
        #expect(self.get("/live").status == 200)
        let ready = self.get("/ready")
        #expect(ready.status == 503)
        #expect(ready.type == "application/json")
        let text = String(decoding: ready.body, as: UTF8.self)
        #expect(text.hasPrefix(#"{"ready":false,"checks":{"broker":{"ok":false,"#))
    }

    @Test func metricsTellOfHealth() {
        let page = self.get("/metrics")
        #expect(page.type == "text/plain; version=0.0.4; charset=utf-8")
        let text = String(decoding: page.body, as: UTF8.self)
        #expect(text.contains("\nrebated_ready 0\n"))
        #expect(text.contains("\nrebated_ready_check{check=\"ledger\"} 0\n"))
        self.source.health.tell(.ledgerWorks)
        let later = String(decoding: self.get("/metrics").body, as: UTF8.self)
        #expect(later.contains("\nrebated_ready_check{check=\"ledger\"} 1\n"))
    }

    @Test func theRootListsWhatThereIs() {
        let text = String(decoding: self.get("/").body, as: UTF8.self)
        for path in ["/live", "/ready", "/metrics"] { #expect(text.contains(path)) }
    }

    @Test(arguments: ["/favicon.ico", "/live/", "/../etc/passwd", ""]) func nothingElseIsThere(path: String) {
        #expect(self.get(path).status == 404)
    }

    @Test func onlyReadingIsPossible() {
        let page = HealthPage.answer(method: "POST", path: "/ready", self.source)
        #expect(page.status == 405)
        #expect(page.allow == "GET, HEAD")
    }
}
