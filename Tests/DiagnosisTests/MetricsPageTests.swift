import Diagnosis
import Testing

@Suite struct MetricsPageTests {
    private static func page(_ text: String) throws -> MetricsPage { try MetricsPage(parsing: Array(text.utf8)) }

    @Test func readsNamesLabelsAndNumbers() throws {
        let page = try Self.page(
            """
            # HELP rebated_ready Whether it takes deliveries.
            # TYPE rebated_ready gauge
            rebated_ready 1
            rebated_applications_total{program="nys-clean-heat",outcome="approved"} 12
            rebated_applications_total{outcome="denied", program="nys-clean-heat",} 3.5e1 1700000000000

            odd:name{a="x\\"y\\\\z\\nw"} +Inf
            """
        )
        #expect(page.sum("rebated_ready") == 1)
        #expect(page.sum("rebated_applications_total") == 47)
        #expect(page.sum("rebated_applications_total", where: ["outcome": "denied"]) == 35)
        #expect(page.values(of: "outcome", in: "rebated_applications_total") == ["approved", "denied"])
        #expect(page["odd:name"] == [.init(["a": "x\"y\\z\nw"], .infinity)])
        #expect(page.sum("absent") == nil)
        #expect(try Self.page("depth{queue=\"q\"} NaN").sum("depth") == nil)
    }

    @Test(arguments: [
        ("name", 1), ("ok 1\nname one\n", 2), ("name{a=\"1\" 2", 1), ("name{a=1} 2", 1), ("name{a=\"1\",a=\"2\"} 2", 1),
        ("name{a=\"\\q\"} 2", 1), ("name 1 2 3", 1), ("{a=\"1\"} 2", 1), ("9name 1", 1), ("name 0x10", 1),
        ("name{a=\"1\n\"} 2", 1), ("<html>", 1),
    ])
    func refusesWhatIsNoPage(_ text: String, _ line: Int) {
        let fault = #expect(throws: MetricsFault.self) { try Self.page(text) }
        #expect(fault?.line == line)
    }

    @Test func isBounded() {
        let labels = (0..<40).map { "l\($0)=\"\"" }.joined(separator: ",")
        #expect(throws: MetricsFault.self) { try Self.page("name{\(labels)} 1") }
        let large = [UInt8](repeating: UInt8(ascii: "\n"), count: (8 << 20) + 1)
        #expect(throws: MetricsFault.self) { try MetricsPage(parsing: large) }
    }
}
