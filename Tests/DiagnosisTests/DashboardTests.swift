import Desk
import Diagnosis
import Testing

@Suite struct DashboardTests {
    /// What two workers under load tell, `seconds` after they began.
    static func page(_ seconds: Int, draining: Bool = false, dead: Int = 0) -> String {
        let done = seconds * 100
        return """
            rebated_build_info{version="0.1.0"} 1
            rebated_ready 1
            rebated_ready_check{check="broker"} 1
            rebated_draining \(draining ? 1 : 0)
            rebated_ledger_up 1
            rebated_connected{connection="consuming"} 1
            rebated_connected{connection="publishing"} 1
            rebated_connection_blocked 0
            rebated_applications_total{program="efficiency-works",outcome="approved"} \(done)
            rebated_applications_total{program="efficiency-works",outcome="denied"} \(done / 10)
            rebated_end_to_end_duration_seconds_bucket{program="efficiency-works",le="0.1"} \(done)
            rebated_end_to_end_duration_seconds_bucket{program="efficiency-works",le="1"} \(done + seconds)
            rebated_end_to_end_duration_seconds_bucket{program="efficiency-works",le="+Inf"} \(done + seconds)
            rebated_stage_duration_seconds_bucket{stage="settlement",le="0.01"} \(done)
            rebated_stage_duration_seconds_bucket{stage="settlement",le="+Inf"} \(done)
            rebated_queue_messages{queue="rebated.applications"} 12345
            rebated_queue_consumers{queue="rebated.applications"} 2
            rebated_queue_messages{queue="rebated.dead"} \(dead)
            rebated_queue_consumers{queue="rebated.dead"} 0
            rebated_deliveries_total{queue="rebated.applications"} \(done)
            rebated_deliveries_in_flight{queue="rebated.applications"} 512
            rebated_outbox_events{state="pending"} 3
            rebated_outbox_events{state="returned"} 0
            rebated_budget_dollars{program="efficiency-works"} 1000
            rebated_budget_used_dollars{program="efficiency-works"} 950
            rebated_waitlisted_applications{program="efficiency-works"} 4
            rebated_published_total{exchange="rebated.decisions",outcome="confirmed"} \(done)
            rebated_dead_letters_total{reason="unanswerable"} \(dead)
            process_resident_memory_bytes 48000000
            process_start_time_seconds 1000

            """
    }

    static func dashboard(draining: Bool = false, dead: Int = 0) throws -> Dashboard {
        var dashboard = Dashboard()
        for second in 1...3 {
            var reading = Reading(at: Double(second), clock: "03:04:0\(second)")
            let bytes = Array(Self.page(second, draining: draining, dead: dead).utf8)
            reading.workers = try ["127.0.0.1:9464", "127.0.0.1:9465"]
                .map { WorkerReading($0, at: Double(second), page: try MetricsPage(parsing: bytes)) }
            dashboard.add(reading, now: 1_000 + 7_200)
        }
        return dashboard
    }

    private static func text(_ lines: [TextLine]) -> String { lines.map(\.text).joined(separator: "\n") }

    @Test(arguments: [(80, 24), (120, 40), (40, 10), (20, 3), (200, 60)])
    func fillsTheScreenExactly(_ width: Int, _ height: Int) throws {
        var dashboard = try Self.dashboard(dead: 3)
        for key in [Key.home, .tab, .tab, .tab, .tab, .character("?")] {
            _ = dashboard.press(key)
            let lines = dashboard.lines(width: width, height: height)
            #expect(lines.count == height)
            #expect(lines.allSatisfy { $0.width <= width })
        }
    }

    @Test func whatIsWrongStandsAtTheTop() throws {
        var dashboard = try Self.dashboard(dead: 3)
        let lines = dashboard.lines(width: 100, height: 30).map(\.text)
        #expect(lines[1].hasPrefix("FAULT    rebated.dead holds 3 messages: `rebated dead-letters list`"))
        let text = lines.joined(separator: "\n")
        #expect(text.contains("warning  95 % of the budget of efficiency-works is used; waiting: 4"))
        #expect(text.contains("12,345 messages wait in rebated.applications, about 1.0 min of work"))
    }

    @Test func showsRatesAndLatenciesOfAllWorkers() throws {
        var dashboard = try Self.dashboard()
        let text = Self.text(dashboard.lines(width: 80, height: 24))
        #expect(text.contains("220 applications/s"))
        #expect(text.contains("approved"))
        #expect(text.contains("end to end"))
        #expect(text.contains("rebated.applications"))
        #expect(text.contains("outbox: 3 to publish"))
    }

    @Test func keysChangeThePane() throws {
        var dashboard = try Self.dashboard(draining: true)
        _ = dashboard.press(.character("4"))
        let workers = Self.text(dashboard.lines(width: 100, height: 24))
        #expect(workers.contains("127.0.0.1:9465") && workers.contains("draining") && workers.contains("48 MB"))
        _ = dashboard.press(.right)
        #expect(Self.text(dashboard.lines(width: 100, height: 24)).contains("95 %"))
        _ = dashboard.press(.right)
        #expect(dashboard.pane == .overview)
        #expect(dashboard.press(.character("q")) == .quit)
        #expect(dashboard.press(.control("c")) == .quit)
    }

    @Test func standsStillWhilePaused() throws {
        var dashboard = try Self.dashboard()
        _ = dashboard.press(.character("p"))
        dashboard.add(Reading(at: 4, clock: "03:04:04"), now: 0)
        #expect(Self.text(dashboard.lines(width: 100, height: 24)).contains("03:04:03  PAUSED"))
        _ = dashboard.press(.character("p"))
        #expect(Self.text(dashboard.lines(width: 100, height: 24)).contains("no worker answers"))
    }

    @Test func helpGoesWithAnyKey() throws {
        var dashboard = try Self.dashboard()
        _ = dashboard.press(.character("?"))
        #expect(Self.text(dashboard.lines(width: 80, height: 24)).contains("any key goes back"))
        #expect(dashboard.press(.enter) == .none)
        #expect(!Self.text(dashboard.lines(width: 80, height: 24)).contains("any key goes back"))
    }

    @Test func aPageHasEveryPane() throws {
        let text = Self.text(try Self.dashboard().page(width: 100))
        for pane in Pane.allCases { #expect(text.contains("-- \(pane.name)")) }
    }
}
