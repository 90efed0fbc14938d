internal import Diagnosis
internal import Pipeline

/// Where a worker answers over HTTP: /ready and /metrics.
struct WorkerAddress: Sendable, Hashable {
    /// `http://host:port`, without a path.
    let base: String

    /// Reads `host:port` or a URL, with a path or without.
    init(_ text: String) {
        let url = text.contains("://") ? text : "http://\(text)"
        let parts = url.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
        self.base = parts.prefix(3).joined(separator: "/")
    }

    /// Where workers of this machine answer unless they are told otherwise.
    static let usual = (9464...9479).map { WorkerAddress("127.0.0.1:\($0)") }

    /// `host:port`, for people.
    var name: String { String(self.base.split(separator: "/", maxSplits: 2).last ?? "") }

    /// Asks whether it is ready.
    func probe() async -> WorkerJudgement.Probe {
        do throws(HTTPClient.Fault) {
            let answer = try await HTTPClient(within: .seconds(5), largest: 1 << 20).get("\(self.base)/ready")
            let readiness = Readiness(json: answer.body)
            return .init(self.name, readiness, problem: readiness == nil ? "status \(answer.status)" : nil)
        } catch { return .init(self.name, nil, problem: error.description) }
    }
}
