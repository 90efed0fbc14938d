import Yams

/// Collects findings at the places of the file that they concern.
final class AnalysisReport {
    let outline: RulebookOutline
    private let sink: DiagnosticSink

    init(_ rulebook: Rulebook) {
        self.outline = RulebookOutline(rulebook.text)
        self.sink = DiagnosticSink(file: rulebook.file, text: rulebook.text)
    }

    var diagnostics: [RulebookDiagnostic] { self.sink.diagnostics }

    /// Tells a finding about `concern`, at the first of `nodes` that there is.
    func tell(
        _ severity: RulebookDiagnostic.Severity,
        _ concern: String,
        _ message: String,
        at nodes: Node?...
    ) {
        let place = nodes.compactMap { $0 }.first?.place
        self.sink.concerning(concern) { self.sink.report(message, at: place, severity: severity) }
    }
}
