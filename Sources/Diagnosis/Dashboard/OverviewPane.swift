internal import Desk
internal import Messages

/// Everything at a glance.
struct OverviewPane {
    let measurements: Measurements
    let order: RowOrder

    private static let outcomes = [
        "approved", "partially_approved", "denied", "incomplete", "in_review", "waitlisted", "withdrawn", "rejected",
        "duplicate",
    ]
    private static let stages = ["intake", "eligibility", "calculation", "settlement", "publication"]

    func lines(width: Int) -> [TextLine] {
        let isWide = width >= 76
        let column = 42
        var lines = self.rates(width) + [TextLine()]
        let (latencies, outcomes) = (self.latencies, self.outcomes)
        lines +=
            isWide
            ? latencies.lines(width: column - 2).beside(outcomes.lines(width: width - column), at: column)
            : latencies.lines(width: width) + [TextLine()] + outcomes.lines(width: width)
        let queues = QueuesPane(measurements: self.measurements, order: self.order)
        return lines + [TextLine()] + queues.table(isBrief: true).lines(width: width) + [queues.outbox]
    }

    private func rates(_ width: Int) -> [TextLine] {
        let rate = Figures.rate(self.measurements.rate("rebated_applications_total"))
        let reviews = Figures.rate(self.measurements.rate("rebated_reviews_total"))
        let tail = "  \(reviews) reviews/s"
        let head = "\(rate) applications/s  "
        let room = min(width - head.count - tail.count, Measurements.historyLength)
        return [
            TextLine([
                TextSpan(head, .bold), TextSpan(Figures.sparkline(self.measurements.history, width: room), .good),
                TextSpan(tail),
            ])
        ]
    }

    private var latencies: Grid {
        var grid = Grid([("latency", .left), ("p50", .right), ("p90", .right), ("p99", .right)])
        let rows: [(String, String, [String: String])] =
            [
                ("end to end", "rebated_end_to_end_duration_seconds", [:]),
                ("delivery", "rebated_delivery_duration_seconds", [:]),
            ]
            + Self.stages.map { ("  \($0)", "rebated_stage_duration_seconds", ["stage": $0]) } + [
                ("ledger commit", "rebated_ledger_commit_duration_seconds", [:])
            ]
        for (name, metric, labels) in rows {
            let counts = self.measurements.observations(metric, where: labels)
            grid.add([name] + [0.5, 0.9, 0.99].map { Figures.span(counts.quantile($0)) })
        }
        return grid
    }

    private var outcomes: Grid {
        var grid = Grid([("outcome", .left), ("/s", .right), ("total", .right)])
        for outcome in Self.outcomes {
            let labels = ["outcome": outcome]
            grid.add([
                outcome.replacing("_", with: " "),
                Figures.rate(self.measurements.rate("rebated_applications_total", where: labels)),
                Figures.count(self.measurements.sum("rebated_applications_total", where: labels) ?? 0),
            ])
        }
        return grid
    }
}
