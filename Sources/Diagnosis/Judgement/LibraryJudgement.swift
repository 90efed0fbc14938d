/// Tells which libraries this process runs with.
public enum LibraryJudgement {
    /// The check.
    ///
    /// - Parameters:
    ///   - program: This program's version.
    ///   - librabbitmq: Such as `0.11.0`.
    ///   - libpq: Such as 150018.
    ///   - others: Names and versions of what else there is.
    public static func check(
        program: String,
        librabbitmq: String,
        libpq: Int,
        others: [(name: String, version: String)]
    ) -> CheckResult {
        let name = "versions"
        let words =
            (["rebated \(program)", "librabbitmq \(librabbitmq)", "libpq \(libpq / 10_000).\(libpq % 10_000)"]
            + others.map { "\($0.name) \($0.version)" })
            .joined(separator: ", ")
        // Pipelines came with libpq 14; headers of deliveries are decoded safely from librabbitmq 0.11 on.
        if libpq < 140_000 { return .warning(name, words, remedy: "install libpq 14 or newer") }
        if let version = BrokerVersion(librabbitmq), version < BrokerVersion(0, 11) {
            return .warning(name, words, remedy: "install librabbitmq 0.11 or newer, with Debian's security updates")
        }
        return .ok(name, words)
    }
}
