internal import ArgumentParser
internal import Operations
internal import Telemetry

/// Lists the metrics of a worker.
struct MetricsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "metrics",
        abstract: "Lists the metrics that a worker exposes at /metrics, and what to look for in them."
    )

    @Flag(help: "Print the page of the documentation.")
    var markdown = false

    func run() throws {
        guard !self.markdown else { return Console.say(String(MetricPage().markdown.dropLast())) }
        var table = TextTable([("metric", .left), ("kind", .left), ("labels", .left), ("what it counts", .left)])
        for metric in Metric.all {
            table.add([metric.name, metric.kind.rawValue, metric.labels.joined(separator: ","), metric.help])
        }
        table.lines.forEach { Console.say($0) }
    }
}
