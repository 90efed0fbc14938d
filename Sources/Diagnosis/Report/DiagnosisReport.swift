public import Desk
internal import JSON

/// The results of all checks, for people and for programs.
public struct DiagnosisReport: Sendable {
    /// The results, in the order in which they are shown.
    public let results: [CheckResult]
    /// The program's version.
    public let version: String

    /// A report of results.
    public init(_ results: [CheckResult], version: String) {
        self.results = results
        self.version = version
    }

    /// Whether nothing is wrong; warnings are allowed.
    public var isSound: Bool { !self.results.contains { $0.verdict == .fault } }

    /// The report as lines.
    ///
    /// - Parameter width: Columns; what is longer goes on in the next line.
    public func lines(width: Int) -> [TextLine] {
        let names = self.results.map { $0.name.count }.max() ?? 0
        let indent = 9 + names + 2
        let room = max(width - indent, 24)
        var lines: [TextLine] = []
        for result in self.results {
            let name = result.name.padding(to: names)
            let words = result.found.wrapped(room)
            for (place, part) in words.enumerated() {
                guard place == 0 else {
                    lines.append(TextLine(String(repeating: " ", count: indent) + part))
                    continue
                }
                lines.append(
                    TextLine([
                        TextSpan(Self.word(result.verdict).padding(to: 9), Self.style(result.verdict)),
                        TextSpan(name + "  ", .bold), TextSpan(part, result.verdict == .skipped ? .dim : .plain),
                    ])
                )
            }
            let remedy = result.remedy?.wrapped(room - 3) ?? []
            for (place, part) in remedy.enumerated() {
                let mark = place == 0 ? "-> " : "   "
                lines.append(TextLine(String(repeating: " ", count: indent) + mark + part))
            }
        }
        return lines + [TextLine(), self.summary]
    }

    private var summary: TextLine {
        let faults = self.results.filter { $0.verdict == .fault }.map(\.name)
        let warnings = self.count(.warning)
        let rest = "\(self.count(.ok)) well, \(self.count(.skipped)) not looked at"
        let warned = "\(warnings) \(warnings == 1 ? "warning" : "warnings")"
        guard !faults.isEmpty else {
            return TextLine([TextSpan("nothing is wrong", .good), TextSpan(": \(warned), \(rest)")])
        }
        let named = "\(faults.count) \(faults.count == 1 ? "fault" : "faults"): \(faults.joined(separator: ", "))"
        return TextLine([TextSpan(named, .bad), TextSpan("; \(warned), \(rest)")])
    }

    private func count(_ verdict: Verdict) -> Int { self.results.count { $0.verdict == verdict } }

    private static func word(_ verdict: Verdict) -> String {
        switch verdict {
        case .ok: "ok"
        case .warning: "warning"
        case .fault: "FAULT"
        case .skipped: "skipped"
        }
    }

    private static func style(_ verdict: Verdict) -> TextStyle {
        switch verdict {
        case .ok: .good
        case .warning: .warning
        case .fault: .bad
        case .skipped: .dim
        }
    }

    /// One JSON object.
    public var json: String {
        var json = JSONWriter()
        json.beginObject()
        json.key("ok")
        json.value(self.isSound)
        json.key("version")
        json.value(self.version)
        json.key("faults")
        json.value(self.count(.fault))
        json.key("warnings")
        json.value(self.count(.warning))
        json.key("checks")
        json.beginArray()
        for result in self.results {
            json.beginObject()
            json.key("name")
            json.value(result.name)
            json.key("result")
            json.value(result.verdict.rawValue)
            json.key("found")
            json.value(result.found)
            json.key("remedy")
            json.value(result.remedy)
            json.endObject()
        }
        json.endArray()
        json.endObject()
        return String(decoding: json.finish(), as: UTF8.self)
    }
}
