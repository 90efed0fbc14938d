import Foundation
import Telemetry
import Testing

@testable import Operations

@Suite("The declared metrics") struct MetricCatalogTests {
    @Test func namesAreUniqueAndFollowTheConventions() throws {
        let names = Metric.all.map(\.name)
        #expect(Set(names).count == names.count)
        let form = /(rebated|process)(_[a-z]+)+/
        for metric in Metric.all {
            #expect(metric.name.wholeMatch(of: form) != nil, "\(metric.name)")
            #expect(metric.name.hasSuffix("_total") == (metric.kind == .counter), "\(metric.name)")
            #expect(metric.buckets.isEmpty == (metric.kind != .histogram), "\(metric.name)")
            #expect(metric.buckets == metric.buckets.sorted(), "\(metric.name)")
            #expect(metric.name.contains("duration") == (metric.unit == "seconds" && metric.kind == .histogram))
        }
    }

    @Test func eachIsExplained() {
        for metric in Metric.all {
            #expect(metric.help.hasSuffix("."), "\(metric.name)")
            #expect(metric.advice.hasSuffix("."), "\(metric.name)")
        }
    }

    @Test func everyGroupIsOnThePage() {
        #expect(Metric.groups.flatMap(\.metrics) == Metric.all)
    }

    /// `rebated metrics --markdown` writes it.
    @Test func thePageOfTheDocumentationIsWhatTheCodeSays() throws {
        let repository = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
        let page = repository.appending(path: "Sources/rebated/rebated.docc/Metrics.md")
        let text = try String(contentsOf: page.standardizedFileURL, encoding: .utf8)
        #expect(text == MetricPage().markdown, "`rebated metrics --markdown` writes the page anew")
    }
}
