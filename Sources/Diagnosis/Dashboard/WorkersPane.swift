internal import Desk

/// Each worker by itself.
struct WorkersPane {
    let measurements: Measurements
    let order: RowOrder
    /// Seconds since 1970; start times of processes are told so.
    let now: Double

    func lines(width: Int) -> [TextLine] {
        guard !self.measurements.workers.isEmpty else { return [TextLine("no worker answers", .bad)] }
        var grid = Grid([
            ("worker", .left), ("state", .left), ("applications/s", .right), ("commit p99", .right), ("CPU", .right),
            ("memory", .right), ("in flight", .right), ("up", .right), ("files", .right), ("batch p50", .right),
            ("confirms", .right), ("version", .left),
        ])
        let rows = self.measurements.workers.map { worker in
            let rate = self.measurements.rate("rebated_applications_total", worker: worker.name)
            return (
                name: worker.name, rate: rate,
                worst: worker.page?.sum("process_resident_memory_bytes") ?? .infinity,
                row: self.cells(worker, rate)
            )
        }
        for row in self.order.sorted(rows) { grid.add(row) }
        return grid.lines(width: width) + [TextLine()] + self.processor(width)
    }

    private func cells(_ worker: WorkerReading, _ rate: Double) -> [TextSpan] {
        let page = worker.page ?? MetricsPage()
        let commits = self.measurements.observations("rebated_ledger_commit_duration_seconds", worker: worker.name)
        let batches = self.measurements.observations("rebated_batch_size", worker: worker.name)
        let processor = self.measurements.rate("process_cpu_seconds_total", worker: worker.name)
        let started = page.sum("process_start_time_seconds")
        let plain = [
            Figures.rate(rate), Figures.span(commits.quantile(0.99)), "\(Figures.count(processor * 100)) %",
            Figures.bytes(page.sum("process_resident_memory_bytes")),
            Figures.count(page.sum("rebated_deliveries_in_flight")),
            Figures.span(started.map { max(self.now - $0, 0) }),
            Figures.count(page.sum("process_open_fds")), Figures.count(batches.quantile(0.5)),
            Figures.count(page.sum("rebated_confirms_outstanding")),
            page.values(of: "version", in: "rebated_build_info").first ?? "-",
        ]
        return [TextSpan(worker.name), Self.state(worker)] + plain.map { TextSpan($0) }
    }

    private static func state(_ worker: WorkerReading) -> TextSpan {
        guard let page = worker.page else { return TextSpan("silent", .bad) }
        let isDraining = worker.readiness?.isDraining ?? (page.sum("rebated_draining") ?? 0 > 0)
        let isSafe = worker.readiness?.isSafeToStop ?? (page.sum("rebated_safe_to_stop") ?? 0 > 0)
        if isDraining { return TextSpan(isSafe ? "drained" : "draining", .warning) }
        if page.sum("rebated_connection_blocked") ?? 0 > 0 { return TextSpan("blocked", .bad) }
        let isReady = worker.readiness?.isReady ?? (page.sum("rebated_ready") != 0)
        return isReady ? TextSpan("ready", .good) : TextSpan("not ready", .bad)
    }

    private func processor(_ width: Int) -> [TextLine] {
        let applications = self.measurements.rate("rebated_applications_total")
        let seconds = self.measurements.rate("process_cpu_seconds_total")
        guard applications > 0.01 else { return [TextLine("CPU: 100 % is one core", .dim)] }
        let each = Figures.span(seconds / applications)
        return [TextLine("CPU: 100 % is one core; \(each) of it for each application", .dim).fitted(width)]
    }
}
