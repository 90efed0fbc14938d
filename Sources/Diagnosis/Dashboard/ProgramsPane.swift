internal import Desk

/// What becomes of each program's applications.
struct ProgramsPane {
    let measurements: Measurements
    let order: RowOrder

    func lines(width: Int) -> [TextLine] {
        var grid = Grid([
            ("program", .left), ("/s", .right), ("p50", .right), ("p99", .right), ("approved", .right),
            ("denied", .right), ("tasks", .right), ("waitlist", .right), ("review", .right), ("partly", .right),
            ("incomplete", .right), ("withdrawn", .right), ("rejected", .right), ("duplicate", .right),
            ("answers/s", .right),
        ])
        let name = "rebated_applications_total"
        // `-` stands for what names no program; it is of interest only where there was such a thing.
        let programs = self.measurements.programs.filter { program in
            program != "-" || self.measurements.sum(name, where: ["program": program]) ?? 0 > 0
        }
        let rows = programs.map { program in
            let labels = ["program": program]
            let rate = self.measurements.rate(name, where: labels)
            let counts = self.measurements.observations("rebated_end_to_end_duration_seconds", where: labels)
            let total = { (outcome: String) in
                TextSpan(
                    Figures.count(self.measurements.sum(name, where: ["program": program, "outcome": outcome]) ?? 0)
                )
            }
            let waiting = self.measurements.largest("rebated_waitlisted_applications", where: labels)
            let cells =
                [
                    TextSpan(program), TextSpan(Figures.rate(rate)), TextSpan(Figures.span(counts.quantile(0.5))),
                    TextSpan(Figures.span(counts.quantile(0.99))), total("approved"), total("denied"),
                    TextSpan(Figures.count(self.measurements.largest("rebated_open_tasks", where: labels))),
                    TextSpan(Figures.count(waiting), waiting ?? 0 > 0 ? .warning : .plain),
                ]
                + ["in_review", "partially_approved", "incomplete", "withdrawn", "rejected", "duplicate"].map(total) + [
                    TextSpan(Figures.rate(self.measurements.rate("rebated_reviews_total", where: labels)))
                ]
            return (name: program, rate: rate, worst: counts.quantile(0.99) ?? 0, row: cells)
        }
        for row in self.order.sorted(rows) { grid.add(row) }
        guard !grid.isEmpty else { return [TextLine("no worker tells of a program yet", .dim)] }
        return grid.lines(width: width) + [
            TextLine(),
            TextLine(
                "p50, p99: end to end; totals since the workers started",
                .dim
            ),
        ]
    }
}
