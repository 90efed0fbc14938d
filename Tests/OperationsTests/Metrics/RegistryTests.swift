import CoreMetrics
import Telemetry
import Testing

@testable import Operations

@Suite("The registry of metrics") struct RegistryTests {
    private let registry = PrometheusRegistry()

    private func samples(_ name: String) -> [String] {
        String(decoding: self.registry.text(), as: UTF8.self).split(separator: "\n")
            .filter { $0.hasPrefix(name) }.map(String.init)
    }

    @Test func countersAddUpWhoeverHoldsThem() {
        let first = Metric.deliveries.counter("rebated.applications", in: self.registry)
        let second = Metric.deliveries.counter("rebated.applications", in: self.registry)
        first.increment(by: 3)
        second.increment()
        let expected = #"rebated_deliveries_total{queue="rebated.applications"} 4"#
        #expect(self.samples("rebated_deliveries_total") == [expected])
    }

    @Test func aNewSeriesIsThereAtZero() {
        _ = Metric.reconnects.counter("consuming", in: self.registry)
        #expect(self.samples("rebated_reconnects_total") == [#"rebated_reconnects_total{connection="consuming"} 0"#])
    }

    @Test func sumsKeepCents() {
        let dollars = Metric.limitReducedDollars.sum("p", "L", in: self.registry)
        for _ in 0..<4 { dollars.increment(by: 0.25) }
        dollars.increment(by: 12.5)
        #expect(
            self.samples("rebated_limit_reduced_dollars_total") == [
                #"rebated_limit_reduced_dollars_total{program="p",limit="L"} 13.5"#
            ]
        )
    }

    @Test func gaugesShowTheLastValue() {
        let gauge = Metric.queueMessages.gauge("q", in: self.registry)
        gauge.record(7)
        #expect(self.samples("rebated_queue_messages") == [#"rebated_queue_messages{queue="q"} 7"#])
        gauge.record(Double.nan)
        #expect(self.samples("rebated_queue_messages") == [#"rebated_queue_messages{queue="q"} NaN"#])
    }

    @Test func aHistogramCountsUpToEachBound() {
        let sizes = Metric.batchSize.recorder(in: self.registry)
        for size in [1, 2, 3, 4, 5_000] { sizes.record(size) }
        let lines = self.samples("rebated_batch_size")
        #expect(
            Array(lines.prefix(4)) == [
                #"rebated_batch_size_bucket{le="1"} 1"#, #"rebated_batch_size_bucket{le="2"} 2"#,
                #"rebated_batch_size_bucket{le="4"} 4"#, #"rebated_batch_size_bucket{le="8"} 4"#,
            ]
        )
        #expect(
            Array(lines.suffix(3)) == [
                #"rebated_batch_size_bucket{le="+Inf"} 5"#, "rebated_batch_size_sum 5010", "rebated_batch_size_count 5",
            ]
        )
    }

    @Test func timersAreInSeconds() {
        let timer = Metric.stageDuration.timer("intake", in: self.registry)
        timer.recordMilliseconds(250)
        #expect(
            self.samples("rebated_stage_duration_seconds_sum") == [
                #"rebated_stage_duration_seconds_sum{stage="intake"} 0.25"#
            ]
        )
        let buckets = self.samples("rebated_stage_duration_seconds_bucket")
        #expect(buckets.contains(#"rebated_stage_duration_seconds_bucket{stage="intake",le="0.1"} 0"#))
        #expect(buckets.contains(#"rebated_stage_duration_seconds_bucket{stage="intake",le="0.25"} 1"#))
    }

    @Test func labelsAndTextsAreEscapedAndInOrder() {
        for name in ["b", "a\"\\\n", "c"] { Metric.buildInfo.gauge(name, in: self.registry).record(1) }
        #expect(
            self.samples("rebated_build_info") == [
                #"rebated_build_info{version="a\"\\\n"} 1"#, #"rebated_build_info{version="b"} 1"#,
                #"rebated_build_info{version="c"} 1"#,
            ]
        )
        let names = self.samples("# TYPE").map { $0.split(separator: " ")[2] }
        #expect(names == names.sorted())
    }

    @Test func whatIsNotDeclaredIsCountedNowhere() {
        let before = self.registry.text()
        Counter(label: "somebody_elses_total", factory: self.registry).increment()
        let stray = [("customer", "C-1")]
        Counter(label: "rebated_deliveries_total", dimensions: stray, factory: self.registry).increment()
        Counter(label: "rebated_ready", factory: self.registry).increment()
        #expect(self.registry.text() == before)
    }

    @Test func theNumberOfSeriesIsBounded() {
        let registry = PrometheusRegistry(seriesLimit: 3)
        for number in 0..<10 { Metric.openTasks.gauge("p\(number)", in: registry).record(1) }
        let text = String(decoding: registry.text(), as: UTF8.self)
        #expect(text.split(separator: "\n").count { $0.hasPrefix("rebated_open_tasks{") } == 3)
    }

    @Test func aSeriesCanGo() {
        let gauge = Metric.budget.gauge("p", in: self.registry)
        gauge.record(5)
        gauge.destroy()
        #expect(self.samples("rebated_budget_dollars").isEmpty)
    }

    @Test func manyThreadsLoseNothing() async {
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask { [registry] in
                    let counter = Metric.deliveries.counter("q", in: registry)
                    let sum = Metric.limitReducedDollars.sum("p", "L", in: registry)
                    let sizes = Metric.batchSize.recorder(in: registry)
                    for _ in 0..<1_000 {
                        counter.increment()
                        sum.increment(by: 0.5)
                        sizes.record(1)
                    }
                }
            }
        }
        #expect(self.samples("rebated_deliveries_total").first?.hasSuffix(" 8000") == true)
        #expect(self.samples("rebated_limit_reduced_dollars_total").first?.hasSuffix(" 4000") == true)
        #expect(self.samples("rebated_batch_size_count") == ["rebated_batch_size_count 8000"])
    }
}
