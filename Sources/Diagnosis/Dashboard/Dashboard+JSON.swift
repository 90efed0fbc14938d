internal import Foundation
internal import JSON

extension Dashboard {
    /// One JSON object with what the panes show, for scripts; numbers that are not known are null.
    public var json: String {
        let measurements = self.measurements
        var json = JSONWriter(capacity: 4096)
        json.beginObject()
        json.key("troubles")
        json.beginArray()
        for trouble in measurements.troubles {
            json.beginObject()
            json.key("fault")
            json.value(trouble.isFault)
            json.key("words")
            json.value(trouble.words)
            json.endObject()
        }
        json.endArray()
        json.key("applications_per_second")
        json.number(measurements.rate("rebated_applications_total"))
        json.key("reviews_per_second")
        json.number(measurements.rate("rebated_reviews_total"))
        json.key("latency_seconds")
        json.beginObject()
        json.key("end_to_end")
        json.quantiles(measurements.observations("rebated_end_to_end_duration_seconds"))
        json.key("delivery")
        json.quantiles(measurements.observations("rebated_delivery_duration_seconds"))
        for stage in measurements.values(of: "stage", in: "rebated_stage_duration_seconds_bucket") {
            json.key("stage_\(stage)")
            json.quantiles(measurements.observations("rebated_stage_duration_seconds", where: ["stage": stage]))
        }
        json.key("ledger_commit")
        json.quantiles(measurements.observations("rebated_ledger_commit_duration_seconds"))
        json.endObject()
        json.key("queues")
        json.beginArray()
        for queue in measurements.queues { Self.write(queue, measurements, to: &json) }
        json.endArray()
        json.key("programs")
        json.beginArray()
        for program in measurements.programs { Self.write(program, measurements, to: &json) }
        json.endArray()
        json.key("workers")
        json.beginArray()
        for worker in measurements.workers { Self.write(worker, measurements, to: &json) }
        json.endArray()
        let outbox = measurements.outbox
        json.key("outbox")
        json.beginObject()
        json.key("pending")
        json.number(outbox.isKnown ? outbox.pending : nil)
        json.key("returned")
        json.number(outbox.isKnown ? outbox.returned : nil)
        json.key("oldest_seconds")
        json.number(outbox.oldest)
        json.endObject()
        json.key("dead_letters_total")
        json.number(measurements.sum("rebated_dead_letters_total"))
        json.key("retries_total")
        json.number(measurements.sum("rebated_retries_total"))
        json.key("ledger_failures_total")
        json.number(measurements.sum("rebated_ledger_failures_total"))
        json.endObject()
        return String(decoding: json.finish(), as: UTF8.self)
    }

    private static func write(_ queue: QueueFacts, _ measurements: Measurements, to json: inout JSONWriter) {
        json.beginObject()
        json.key("name")
        json.value(queue.name)
        json.key("ready")
        json.value(queue.ready)
        json.key("consumers")
        json.value(queue.consumers)
        json.key("deliveries_per_second")
        json.number(measurements.rate("rebated_deliveries_total", where: ["queue": queue.name]))
        json.key("in_flight")
        json.number(measurements.sum("rebated_deliveries_in_flight", where: ["queue": queue.name]))
        json.endObject()
    }

    private static func write(_ program: String, _ measurements: Measurements, to json: inout JSONWriter) {
        let labels = ["program": program]
        let budget = measurements.budgets.first { $0.program == program }
        json.beginObject()
        json.key("name")
        json.value(program)
        json.key("applications_per_second")
        json.number(measurements.rate("rebated_applications_total", where: labels))
        json.key("applications_total")
        json.number(measurements.sum("rebated_applications_total", where: labels))
        json.key("open_tasks")
        json.number(measurements.largest("rebated_open_tasks", where: labels))
        json.key("waitlisted")
        json.number(measurements.largest("rebated_waitlisted_applications", where: labels))
        json.key("budget_dollars")
        json.number(budget?.dollars)
        json.key("budget_used_dollars")
        json.number(budget?.used)
        json.endObject()
    }

    private static func write(_ worker: WorkerReading, _ measurements: Measurements, to json: inout JSONWriter) {
        json.beginObject()
        json.key("name")
        json.value(worker.name)
        json.key("answers")
        json.value(worker.page != nil)
        json.key("ready")
        let ready = worker.readiness?.isReady ?? worker.page?.sum("rebated_ready").map { $0 > 0 }
        if let ready { json.value(ready) } else { json.null() }
        json.key("applications_per_second")
        json.number(measurements.rate("rebated_applications_total", worker: worker.name))
        json.key("resident_memory_bytes")
        json.number(worker.page?.sum("process_resident_memory_bytes"))
        json.endObject()
    }
}

extension JSONWriter {
    /// A number with up to six places; null if it is not known.
    fileprivate mutating func number(_ value: Double?) {
        guard let value, value.isFinite else { return self.null() }
        if let whole = Int(exactly: value) { return self.value(whole) }
        self.raw(utf8: String(format: "%.6f", locale: Locale(identifier: "en_US_POSIX"), value))
    }

    fileprivate mutating func quantiles(_ counts: HistogramCounts) {
        self.beginObject()
        self.key("observations")
        self.number(counts.count)
        self.key("p50")
        self.number(counts.quantile(0.5))
        self.key("p90")
        self.number(counts.quantile(0.9))
        self.key("p99")
        self.number(counts.quantile(0.99))
        self.endObject()
    }
}
