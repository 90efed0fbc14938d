public import Telemetry

/// The page of the documentation that lists every metric.
public struct MetricPage: Sendable {
    private let groups: [(title: String, metrics: [Metric])]

    /// A page of groups of metrics.
    public init(_ groups: [(title: String, metrics: [Metric])] = Metric.groups) {
        self.groups = groups
    }

    /// The page as Markdown.
    public var markdown: String {
        var text = """
            # Metrics

            What a worker exposes at `/metrics`, in Prometheus's text format. `rebated metrics --markdown` prints this page.

            Durations are in seconds and money in dollars, as the names say. Counters begin at 0 with the process, so look at
            their `rate`. What is known from the start is there from the start, at 0; a `program` is one that there is a
            rulebook of, or `-`. Figures of the ledger and of the queues are those of all workers together: take their `max`
            over instances, not their sum. Nothing in here tells of a person.

            """
        for group in self.groups {
            text += "\n## \(group.title)\n"
            for metric in group.metrics { text += "\n" + self.entry(metric) }
        }
        return text
    }

    private func entry(_ metric: Metric) -> String {
        var facts = [metric.kind.rawValue]
        if !metric.labels.isEmpty { facts.append("by " + metric.labels.map { "`\($0)`" }.joined(separator: ", ")) }
        if let counterpart = metric.counterpart { facts.append("OpenTelemetry: `\(counterpart)`") }
        var text = "### `\(metric.name)`\n\n*\(facts.joined(separator: "; ")).* \(metric.help)\n\n\(metric.advice)\n"
        if !metric.buckets.isEmpty {
            let bounds = metric.buckets.map { ExpositionWriter.number($0) }
            text += "\nBuckets up to \(bounds.joined(separator: ", ")).\n"
        }
        return text
    }
}
