import FEEL
import Yams

/// Finds tiers and classes that nobody reaches, gaps between them, and tiers that cross.
struct TierFindings {
    private let rulebook: Rulebook
    private let report: AnalysisReport

    init(_ rulebook: Rulebook, _ report: AnalysisReport) {
        self.rulebook = rulebook
        self.report = report
    }

    func look() {
        for measure in self.rulebook.measures {
            if let ladder = measure.ladder { self.look(ladder, measure) }
            if let classification = measure.classification { self.look(classification, measure) }
        }
    }

    private func look(_ ladder: TierLadder, _ measure: Measure) {
        let conditions = ladder.tiers.map(\.condition)
        guard let grid = Grid(self.rulebook, measures: [measure], expressions: conditions) else { return }
        var points: [(point: [Int], holds: [Bool])] = []
        grid.forEach { frame, point in
            points.append((point, conditions.map { $0.evaluate(&frame).boolean == true }))
            return true
        }
        for (index, tier) in ladder.tiers.enumerated() {
            self.lookForUnreached(tier.name, index, points.map(\.holds), measure)
        }
        guard grid.isExact else { return }
        self.lookForGap(ladder, grid, points, measure)
        self.lookForCrossing(ladder, grid, points, measure)
    }

    private func lookForUnreached(_ name: String, _ index: Int, _ holds: [[Bool]], _ measure: Measure) {
        let place = self.report.outline.tier(index, of: measure.id)
        if !holds.contains(where: { $0[index] }) {
            self.report.tell(
                .error,
                "measure \(measure.id)",
                "no application can meet the condition of tier \"\(name)\"",
                at: place?["when"],
                place
            )
        } else if !holds.contains(where: { $0.firstIndex(of: true) == index }) {
            self.report.tell(
                .error,
                "measure \(measure.id)",
                "tier \"\(name)\" can't be reached: whatever meets its condition meets that of a better tier",
                at: place?["when"],
                place
            )
        }
    }

    /// A value between two that reach a tier, and that reaches none.
    private func lookForGap(
        _ ladder: TierLadder,
        _ grid: Grid,
        _ points: [(point: [Int], holds: [Bool])],
        _ measure: Measure
    ) {
        let reached = Dictionary(uniqueKeysWithValues: points.map { ($0.point, $0.holds.firstIndex(of: true)) })
        for (axis, variable) in grid.variables.enumerated() where variable.isOrdered {
            for (point, holds) in points where !holds.contains(true) {
                func neighbours(_ places: some Sequence<Int>) -> Int? {
                    for place in places {
                        var other = point
                        other[axis] = place
                        if let tier = reached[other] ?? nil { return tier }
                    }
                    return nil
                }
                guard let below = neighbours((0..<point[axis]).reversed()),
                    let above = neighbours((point[axis] + 1)..<variable.values.count)
                else { continue }
                let names = "\"\(ladder.tiers[below].name)\" below and \"\(ladder.tiers[above].name)\" above"
                self.report.tell(
                    .warning,
                    "measure \(measure.id)",
                    "a gap between tiers (\(names)): \(grid.example(point)) reaches none",
                    at: self.report.outline.tier(above, of: measure.id)?["when"]
                )
                return
            }
        }
    }

    /// Two tiers of which neither asks for all that the other asks for: their order decides.
    private func lookForCrossing(
        _ ladder: TierLadder,
        _ grid: Grid,
        _ points: [(point: [Int], holds: [Bool])],
        _ measure: Measure
    ) {
        for better in ladder.tiers.indices {
            for worse in ladder.tiers.indices where worse > better {
                guard let both = points.first(where: { $0.holds[better] && $0.holds[worse] }),
                    points.contains(where: { $0.holds[better] && !$0.holds[worse] }),
                    points.contains(where: { !$0.holds[better] && $0.holds[worse] })
                else { continue }
                let names = (ladder.tiers[better].name, ladder.tiers[worse].name)
                self.report.tell(
                    .note,
                    "measure \(measure.id)",
                    "tiers \"\(names.0)\" and \"\(names.1)\" overlap, and the order decides: "
                        + "\(grid.example(both.point)) meets both and reaches \"\(names.0)\"",
                    at: self.report.outline.tier(worse, of: measure.id)?["when"]
                )
            }
        }
    }

    private func look(_ classification: CompiledExpression, _ measure: Measure) {
        guard let grid = Grid(self.rulebook, measures: [measure], expressions: [classification]) else { return }
        var seen: Set<String> = []
        var without: [Int]?
        grid.forEach { frame, point in
            if let text = classification.evaluate(&frame).text { seen.insert(text) } else { without = without ?? point }
            return true
        }
        let place = self.report.outline.measure(measure.id)?["class"]
        if grid.isExact, let without {
            self.report.tell(
                .warning,
                "measure \(measure.id)",
                "a gap between classes: \(grid.example(without)) is of none",
                at: place
            )
        }
        guard case .oneOf(let classes) = classification.type else { return }
        for name in classes where !seen.contains(name) {
            self.report.tell(.warning, "measure \(measure.id)", "no application is of class \"\(name)\"", at: place)
        }
    }
}
