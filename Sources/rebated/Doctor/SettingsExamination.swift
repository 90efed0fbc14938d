internal import Diagnosis
internal import Logging
internal import Messages
internal import Operations
internal import Pipeline

/// Looks whether a worker could start with these settings.
enum SettingsExamination {
    /// The check of settings that were read.
    static func check(_ settings: Settings) -> CheckResult {
        do {
            let broker = try settings.connection(name: "rebated doctor")
            _ = try settings.management(broker)
            _ = try settings.integer(.prefetch, in: 1...65_535)
            _ = try settings.integer(.batch, in: 1...10_000)
            _ = try settings.integer(.deliveryLimit, in: 1...1_000)
            _ = try settings.duration(.drain)
            _ = try settings.choice(.reviewsWithoutUser, of: ["accept", "refuse"])
            _ = try settings.budgets()
            _ = try settings.logLevel()
            _ = try settings.logFormat(isTerminal: false)
        } catch {
            return Self.check(error)
        }
        if let first = settings.unknownVariables.first {
            return .warning(
                "settings",
                "the environment has \(settings.unknownVariables.joined(separator: ", ")), which is no setting",
                remedy: "see whether \(first) is misspelt: `rebated help run`"
            )
        }
        let told = Setting.known
            .compactMap { setting in settings.find(setting).map { (setting, $0.source) } }
            .filter { !$0.1.hasPrefix("the default") && $0.0 != .config }.map { "\($0.0.name) from \($0.1)" }
        return .ok("settings", told.isEmpty ? "all as they are by default" : told.joined(separator: ", "))
    }

    /// The check of settings that can't be used.
    static func check(_ error: any Error) -> CheckResult {
        .fault("settings", "\(error)", remedy: "mend it where it says; `rebated help run` tells what each takes")
    }
}
