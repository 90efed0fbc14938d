internal import Desk
internal import Messages

/// What waits where, and what is on its way out.
struct QueuesPane {
    let measurements: Measurements
    let order: RowOrder

    func lines(width: Int) -> [TextLine] {
        var published = Grid([
            ("published to", .left), ("confirmed/s", .right), ("returned", .right), ("refused", .right),
            ("unsettled", .right),
        ])
        let name = "rebated_published_total"
        for exchange in self.measurements.values(of: "exchange", in: name) {
            let labels = { (outcome: String) in ["exchange": exchange, "outcome": outcome] }
            let faults = ["returned", "refused", "unsettled"]
                .map { outcome in
                    let count = self.measurements.sum(name, where: labels(outcome)) ?? 0
                    return TextSpan(Figures.count(count), count > 0 ? .warning : .plain)
                }
            let rate = self.measurements.rate(name, where: labels("confirmed"))
            published.add([TextSpan(exchange), TextSpan(Figures.rate(rate))] + faults)
        }
        let waiting = Figures.count(self.measurements.sum("rebated_confirms_outstanding"))
        return self.table(isBrief: false).lines(width: width) + [TextLine()] + published.lines(width: width)
            + [TextLine(), self.outbox, TextLine("\(waiting) publications wait for the broker's confirm")]
    }

    /// The queues.
    ///
    /// - Parameter isBrief: Whether empty ones are left out, but for those that workers take from and the dead letters.
    func table(isBrief: Bool) -> Grid {
        var grid = Grid([
            ("queue", .left), ("ready", .right), ("consumers", .right), ("delivered/s", .right), ("in flight", .right),
            ("p99", .right), ("p50", .right), ("redelivered/s", .right),
        ])
        let measurements = self.measurements
        let constant = [Names.applications, Names.reviews, Names.dead]
        let facts = measurements.queues.filter { !isBrief || $0.ready > 0 || constant.contains($0.name) }
        let rows = facts.map { queue in
            let labels = ["queue": queue.name]
            let rate = measurements.rate("rebated_deliveries_total", where: labels)
            let counts = measurements.observations("rebated_delivery_duration_seconds", where: labels)
            let isInput = [Names.applications, Names.reviews].contains(queue.name)
            let flight = measurements.sum("rebated_deliveries_in_flight", where: labels)
            let again = measurements.rate("rebated_redeliveries_total", where: labels)
            let cells = [
                TextSpan(queue.name), TextSpan(Figures.count(Double(queue.ready)), Self.style(queue)),
                TextSpan(
                    isInput || queue.consumers > 0 ? "\(queue.consumers)" : "-",
                    isInput && queue.consumers == 0 ? .bad : .plain
                ),
                TextSpan(isInput ? Figures.rate(rate) : "-"), TextSpan(isInput ? Figures.count(flight) : "-"),
                TextSpan(Figures.span(counts.quantile(0.99))), TextSpan(Figures.span(counts.quantile(0.5))),
                TextSpan(isInput ? Figures.rate(again) : "-", again > 0 ? .warning : .plain),
            ]
            return (name: queue.name, rate: rate, worst: Double(queue.ready), row: cells)
        }
        for row in self.order.sorted(rows) { grid.add(row) }
        return grid
    }

    /// How the outbox is, in a line.
    var outbox: TextLine {
        let outbox = self.measurements.outbox
        guard outbox.isKnown else { return TextLine("outbox: nobody tells; name the ledger by --ledger", .dim) }
        var spans = [TextSpan("outbox: \(Figures.count(outbox.pending)) to publish")]
        if let oldest = outbox.oldest { spans.append(TextSpan(", the oldest for \(Figures.span(oldest))")) }
        spans.append(
            outbox.returned > 0
                ? TextSpan(", \(Figures.count(outbox.returned)) found no queue", .bad) : TextSpan(", none returned")
        )
        return TextLine(spans)
    }

    private static func style(_ queue: QueueFacts) -> TextStyle {
        switch queue.name {
        case Names.dead: queue.ready > 0 ? .bad : .plain
        default: queue.ready >= QueueJudgement.backlog ? .warning : .plain
        }
    }
}
