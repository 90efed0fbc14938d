internal import CoreMetrics

/// The pure stages, one after the other; any number of lanes may work side by side.
///
/// A task that goes on to an idle actor stays on its thread. So a batch passes the stages without a switch of threads,
/// which would cost a small one more than the stages do.
struct StageLane: Sendable {
    private let intake: IntakeStage
    private let eligibility = EligibilityStage()
    private let calculation = CalculationStage()
    private let metrics: StageMetrics
    private let traces: WorkTraces

    init(intake: IntakeStage, metrics: StageMetrics, traces: WorkTraces) {
        self.intake = intake
        self.metrics = metrics
        self.traces = traces
    }

    /// Makes of a batch what there is to settle, in order.
    func work(_ batch: Arrivals.Batch) async -> [Work] {
        let read = await self.timed(self.metrics.intake) { await self.intake.read(batch) }
        let assessed = await self.timed(self.metrics.eligibility) {
            await self.traces.stage("eligibility", read) { await self.eligibility.assess($0) }
        }
        return await self.timed(self.metrics.calculation) {
            await self.traces.stage("calculation", assessed) { await self.calculation.calculate($0) }
        }
    }

    private func timed(_ timer: Timer, _ step: () async -> [Work]) async -> [Work] {
        let start = ContinuousClock.now
        defer { timer.record(since: start) }
        return await step()
    }
}
