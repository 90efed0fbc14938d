internal import JSON

/// What a worker says at /ready.
public struct Readiness: Sendable, Equatable {
    /// Whether it takes deliveries.
    public var isReady: Bool
    /// What is wrong, by the name of its check; only what is wrong.
    public var problems: [String: String] = [:]
    /// Whether it finishes what it has, to stop.
    public var isDraining = false
    /// Whether it could be stopped without anything being tried again.
    public var isSafeToStop = false
    /// Its version; empty if it doesn't tell.
    public var version = ""

    /// A worker of which only this is known.
    public init(isReady: Bool) {
        self.isReady = isReady
    }

    /// Reads the answer; `nil` if it is none.
    public init?(json: [UInt8]) {
        guard let root = (try? JSONDocument(parsing: json))?.root, let isReady = root["ready"]?.boolean else {
            return nil
        }
        self.isReady = isReady
        self.isDraining = root["draining"]?.boolean ?? false
        self.isSafeToStop = root["safe_to_stop"]?.boolean ?? false
        self.version = root["version"]?.string ?? ""
        guard let checks = root["checks"] else { return }
        for check in checks.members where check.value["ok"]?.boolean == false {
            self.problems[check.key.string] = check.value["problem"]?.string ?? "not ok"
        }
    }

    /// Why it is not ready, in words.
    public var words: String {
        if self.isDraining { return "it finishes what it has, to stop" }
        guard !self.problems.isEmpty else { return "it doesn't say why" }
        return self.problems.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: "; ")
    }
}
