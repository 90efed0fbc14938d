/// Health as it is told over HTTP.
public struct HealthReport: Sendable {
    /// Whether the worker can take work.
    public let isReady: Bool
    /// Why nothing but a new process would help; `nil` if the process can be left alone.
    public let deadlock: String?
    private let state: HealthState
    private let version: String

    init(_ state: HealthState, version: String) {
        self.isReady = state.isReady
        self.deadlock = state.deadlock
        self.state = state
        self.version = version
    }

    /// How it is, in a few words: what is wrong, or that it works.
    public var summary: String {
        let problems = HealthCheck.allCases.compactMap { self.state.finding($0).problem }
        return problems.isEmpty ? "at work" : problems.joined(separator: "; ")
    }

    /// What `/ready` says:
    /// `{"ready":…,"checks":{"broker":{"ok":…,"problem":…},…},"draining":…,"safe_to_stop":…,"version":…}`.
    ///
    /// `problem` stands only with what is wrong, `note` only with what is worth knowing though all is well.
    public var json: [UInt8] {
        var bytes: [UInt8] = []
        func add(_ text: String) { bytes.append(contentsOf: text.utf8) }
        add(#"{"ready":\#(self.isReady),"checks":{"#)
        for (index, check) in HealthCheck.allCases.enumerated() {
            let finding = self.state.finding(check)
            add(index == 0 ? "" : ",")
            add(#""\#(check.rawValue)":{"ok":\#(finding.isWell)"#)
            for (key, text) in [("problem", finding.problem), ("note", finding.note)] {
                guard let text else { continue }
                add(#","\#(key)":"#)
                JSONText.write(text, to: &bytes)
            }
            add("}")
        }
        add(#"},"draining":\#(self.state.isDraining),"safe_to_stop":\#(self.state.isSafeToStop),"version":"#)
        JSONText.write(self.version, to: &bytes)
        add("}\n")
        return bytes
    }
}
