internal import Diagnosis

/// Checks that belong together because they share a connection or a file; independent of all others.
struct Examination: Sendable {
    /// What its checks are about; the name of the result that tells that it did not come to an end.
    let subject: String
    /// How long all of it may take.
    var limit: Duration = .seconds(25)
    /// Looks, and changes nothing.
    let run: @Sendable () async -> [CheckResult]

    /// Runs several side by side; none waits for another, and none can hold up the whole.
    static func results(of examinations: [Examination]) async -> [CheckResult] {
        await withTaskGroup(of: (Int, [CheckResult]).self) { group in
            for (place, examination) in examinations.enumerated() {
                group.addTask { (place, await examination.bounded()) }
            }
            var results = [[CheckResult]](repeating: [], count: examinations.count)
            for await (place, found) in group { results[place] = found }
            return results.flatMap { $0 }
        }
    }

    private func bounded() async -> [CheckResult] {
        await Bounded.wait(self.limit, for: self.run) ?? [
            .fault(
                self.subject,
                "did not come to an end within \(self.limit.components.seconds) s",
                remedy: "see whether its server or disk hangs: something there answers neither yes nor no"
            )
        ]
    }
}
