internal import Diagnosis
internal import Operations

/// Looks whether a worker could start with these settings.
enum SettingsExamination {
    /// The check of settings that were read, with all that is wrong with them.
    ///
    /// - Parameter faults: What was found while they were read; what is found here is added.
    static func check(_ settings: Settings, _ faults: inout SettingFaults) -> CheckResult {
        // Rulebooks that are not sound are told by a check of their own.
        _ = WorkerSettings(settings, try? RulebookPlace(settings), faults: &faults)
        guard faults.list.isEmpty else {
            return .fault(
                "settings",
                faults.list.map(\.description).joined(separator: "; "),
                remedy: "mend it where it says; `rebated config check` tells the same"
            )
        }
        if let warning = settings.warnings.first {
            return .warning("settings", warning, remedy: "`rebated config check` tells all")
        }
        let told = Setting.known
            .compactMap { setting in settings.find(setting).map { (setting, $0.source) } }
            .filter { !$0.1.hasPrefix("the default") && $0.0 != .config }.map { "\($0.0.name) from \($0.1)" }
        return .ok("settings", told.isEmpty ? "all as they are by default" : told.joined(separator: ", "))
    }
}
