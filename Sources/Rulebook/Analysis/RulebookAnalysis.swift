/// What can be found out about a rulebook beyond its types, without any application.
///
/// Every finding is proved: by a grid of values that stands for all applications, or by an example. What would take
/// too many values, or expressions that a grid can't stand for, is passed over in silence.
public enum RulebookAnalysis {
    /// The findings, in no particular order.
    public static func findings(_ rulebook: Rulebook) -> [RulebookDiagnostic] {
        let report = AnalysisReport(rulebook)
        UnreadFacts(rulebook, report).look()
        RuleFindings(rulebook, report).look()
        TierFindings(rulebook, report).look()
        BoundaryFindings(rulebook, report).look()
        return report.diagnostics
    }
}
