internal import Desk

/// What went wrong, and what is left to give.
struct ErrorsPane {
    let measurements: Measurements
    let order: RowOrder

    /// Counters of what should not happen, with the label that tells them apart.
    private static let counters: [(name: String, label: String, words: String)] = [
        ("rebated_dead_letters_total", "reason", "set aside"), ("rebated_retries_total", "delay", "put off"),
        ("rebated_ledger_failures_total", "kind", "ledger failed"),
        ("rebated_reconnects_total", "connection", "reconnected"),
    ]

    func lines(width: Int) -> [TextLine] {
        let errors = self.errors
        let budgets = self.budgets
        let limits = self.limits
        var lines = errors.isEmpty ? [TextLine("nothing went wrong since the workers started", .good)] : []
        if !errors.isEmpty { lines += errors.lines(width: width) }
        lines.append(TextLine())
        lines += budgets.isEmpty ? [TextLine("no program has a budget", .dim)] : budgets.lines(width: width)
        if !limits.isEmpty { lines += [TextLine()] + limits.lines(width: width) }
        return lines
    }

    private var errors: Grid {
        var grid = Grid([("what went wrong", .left), ("", .left), ("a minute", .right), ("so far", .right)])
        var rows: [(name: String, rate: Double, worst: Double, row: [TextSpan])] = []
        for counter in Self.counters {
            for value in self.measurements.values(of: counter.label, in: counter.name) {
                self.add(counter.words, value, counter.name, [counter.label: value], to: &rows)
            }
        }
        for outcome in ["returned", "refused", "unsettled"] {
            self.add("not published", outcome, "rebated_published_total", ["outcome": outcome], to: &rows)
        }
        self.add("rulebook refused", "", "rebated_rulebook_refusals_total", [:], to: &rows)
        self.add("reload failed", "", "rebated_reloads_total", ["result": "refused"], to: &rows)
        for row in self.order.sorted(rows) { grid.add(row) }
        return grid
    }

    private func add(
        _ words: String,
        _ detail: String,
        _ name: String,
        _ labels: [String: String],
        to rows: inout [(name: String, rate: Double, worst: Double, row: [TextSpan])]
    ) {
        guard let total = self.measurements.sum(name, where: labels), total > 0 else { return }
        let rate = self.measurements.rate(name, where: labels, over: Measurements.quantileSpan) * 60
        let style = rate > 0 ? TextStyle.bad : .plain
        rows.append(
            (
                words + detail, rate, total,
                [
                    TextSpan(words, style), TextSpan(detail), TextSpan(Figures.rate(rate), style),
                    TextSpan(Figures.count(total)),
                ]
            )
        )
    }

    private var budgets: Grid {
        var grid = Grid([
            ("budget", .left), ("", .left), ("used", .right), ("left", .right), ("of", .right), ("waiting", .right),
        ])
        let rows = self.measurements.budgets.map { budget in
            let share = budget.dollars.flatMap { all in budget.used.map { all > 0 ? $0 / all : 1 } }
            let waiting = self.measurements.largest(
                "rebated_waitlisted_applications",
                where: ["program": budget.program]
            )
            let left = budget.dollars.flatMap { all in budget.used.map { all - $0 } }
            let style: TextStyle = share.map { $0 >= 1 ? .bad : $0 >= 0.9 ? .warning : .plain } ?? .plain
            let cells = [
                TextSpan(budget.program), TextSpan(Self.bar(share), style), TextSpan(Figures.dollars(budget.used)),
                TextSpan(Figures.dollars(left), style), TextSpan(Figures.dollars(budget.dollars)),
                TextSpan(Figures.count(waiting)),
            ]
            return (name: budget.program, rate: share ?? 0, worst: share ?? 0, row: cells)
        }
        for row in self.order.sorted(rows) { grid.add(row) }
        return grid
    }

    private var limits: Grid {
        var grid = Grid([("limit that took something off", .left), ("", .left), ("times", .right), ("dollars", .right)])
        let name = "rebated_limit_reductions_total"
        for program in self.measurements.values(of: "program", in: name) {
            for limit in self.measurements.values(of: "limit", in: name) {
                let labels = ["program": program, "limit": limit]
                guard let times = self.measurements.sum(name, where: labels), times > 0 else { continue }
                let dollars = self.measurements.sum("rebated_limit_reduced_dollars_total", where: labels)
                grid.add([program, limit, Figures.count(times), Figures.dollars(dollars)])
            }
        }
        return grid
    }

    /// A bar of ten places, and the share in words: `######----  62 %`.
    private static func bar(_ share: Double?) -> String {
        guard let share else { return "" }
        let filled = min(max(Int((share * 10).rounded(.down)), 0), 10)
        let percent = Int((share * 100).rounded(.down))
        return String(repeating: "█", count: filled) + String(repeating: "░", count: 10 - filled)
            + "\(percent) %".leading(to: 6)
    }
}
