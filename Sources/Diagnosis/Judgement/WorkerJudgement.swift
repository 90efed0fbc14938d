/// Tells how the workers of a machine are.
public enum WorkerJudgement {
    /// What one address came to.
    public struct Probe: Sendable, Equatable {
        /// The address, such as `127.0.0.1:9464`.
        public let address: String
        /// What it says; `nil` if it doesn't answer as a worker does.
        public let readiness: Readiness?
        /// Why there is no answer.
        public let problem: String?

        /// A probe of all its parts.
        public init(_ address: String, _ readiness: Readiness?, problem: String? = nil) {
            self.address = address
            self.readiness = readiness
            self.problem = problem
        }
    }

    /// The checks.
    ///
    /// - Parameters:
    ///   - probes: What the addresses came to.
    ///   - isAsked: Whether these addresses were named; else those that don't answer are no workers.
    ///   - version: This program's version.
    public static func check(_ probes: [Probe], isAsked: Bool, version: String) -> [CheckResult] {
        let name = "workers"
        let silent = isAsked ? probes.filter { $0.readiness == nil } : []
        let answers = probes.compactMap { probe in probe.readiness.map { (probe.address, $0) } }
        guard !answers.isEmpty || !silent.isEmpty else {
            return [
                .skipped(
                    name,
                    "none answers on this machine, ports 9464 to 9479",
                    remedy: "name them by --worker URL if they are elsewhere"
                )
            ]
        }
        let wrong =
            silent.map { "\($0.address) does not answer (\($0.problem ?? "no worker"))" }
            + answers.filter { !$0.1.isReady }.map { "\($0.0) is not ready: \($0.1.words)" }
        guard wrong.isEmpty else {
            return [
                .fault(
                    name,
                    wrong.joined(separator: "; "),
                    remedy: "mend what is named there; the worker's log has more (`journalctl -u rebated`)"
                )
            ]
        }
        let others = answers.filter { !$0.1.version.isEmpty && $0.1.version != version }
        guard let other = others.first else {
            return [.ok(name, answers.map { "\($0.0) is ready" }.joined(separator: ", "))]
        }
        return [
            .warning(
                name,
                "\(other.0) runs version \(other.1.version), this is \(version)",
                remedy: "restart it with the program that is installed"
            )
        ]
    }
}
