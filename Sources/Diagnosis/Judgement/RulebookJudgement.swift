public import FEEL
public import Rulebook

/// Tells whether there are rules to judge by, today and on every day.
public enum RulebookJudgement {
    /// How long before its end an edition without a successor is told of, in days.
    public static let notice = 30

    /// The check of what could not be loaded.
    public static func check(_ fault: RulebookFault) -> CheckResult {
        let first = fault.diagnostics.first
        let place = first.map { $0.line > 0 ? "\($0.file):\($0.line):\($0.column)" : $0.file } ?? "?"
        let more = fault.diagnostics.count > 1 ? ", and \(fault.diagnostics.count - 1) more" : ""
        return .fault(
            "rulebooks",
            "\(place): \(first?.message ?? "can't be read")\(more)",
            remedy: "`rebated rulebook check \(first?.file ?? "FILE")`; a running worker keeps the last good one"
        )
    }

    /// The checks of what was loaded.
    ///
    /// - Parameters:
    ///   - shelf: The rulebooks.
    ///   - warnings: What should be looked at although it can be used.
    ///   - today: The date.
    public static func check(
        _ shelf: RulebookShelf,
        warnings: [RulebookDiagnostic],
        today: CalendarDate
    ) -> [CheckResult] {
        let count = shelf.programs.count
        var loaded = CheckResult.ok("rulebooks", "\(count) programs")
        if let first = warnings.first(where: { $0.severity == .warning }) {
            loaded = .warning(
                "rulebooks",
                "\(first.file):\(first.line): \(first.message)",
                remedy: "`rebated rulebook check \(first.file)`"
            )
        }
        guard count > 0 else {
            return [.fault("rulebooks", "there is none", remedy: "name their folder by --rulebooks")]
        }
        let problems = shelf.programs.flatMap { Self.problems($0, shelf.editions(of: $0), today) }
        let dates: CheckResult =
            problems.isEmpty
            ? .ok("rulebook dates", "each program has an edition in force today, and no gaps")
            : .warning(
                "rulebook dates",
                problems.joined(separator: "; "),
                remedy: "put the edition that is missing into the folder of --rulebooks: `rebated rulebook list`"
            )
        return [loaded, dates]
    }

    private static func problems(_ program: String, _ editions: [Rulebook], _ today: CalendarDate) -> [String] {
        var problems: [String] = []
        // Sorted by their first day, so one pass finds the days that none covers.
        var covered: CalendarDate?
        var isOpen = false
        for edition in editions where !isOpen {
            if let covered, let from = edition.from, let next = covered.adding(days: 1), next < from {
                problems.append("\(program): no edition is in force from \(next) to \(from.adding(days: -1) ?? from)")
            }
            guard let until = edition.until else {
                isOpen = true
                continue
            }
            covered = covered.map { $0 < until ? until : $0 } ?? until
        }
        if !editions.contains(where: { $0.isInForce(on: today) }) {
            problems.append("\(program): no edition is in force today")
        } else if !isOpen, let covered, let last = today.adding(days: Self.notice), covered < last {
            problems.append("\(program): no edition follows after \(covered)")
        }
        return problems
    }
}
