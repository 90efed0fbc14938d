/// The `REBATED_…` variables of an environment: those that are settings, and those that are none.
struct SettingVariables {
    /// Variables that stand for settings; empty ones count as unset.
    let known: [String: String]
    /// One for each variable that is no setting: most likely it is misspelt, and would be ignored.
    let faults: [SettingError]

    init(_ environment: [String: String]) {
        let names = Setting.known.map(\.environmentName)
        let candidates = environment.filter { name, value in
            name.hasPrefix("REBATED_") && !value.isEmpty && name != Settings.faultVariable
                && !name.hasPrefix("REBATED_TEST_") && !ServiceLink.isOne(name, value: value)
        }
        self.known = candidates.filter { names.contains($0.key) }
        self.faults = candidates.keys.filter { !names.contains($0) }.sorted()
            .map { name in
                // What all have in common would make everything near.
                let own = NearestName.find(String(name.dropFirst(8)), among: names.map { String($0.dropFirst(8)) })
                let nearest = own.map { "did you mean REBATED_\($0)?" }
                let advice = nearest ?? "`rebated config list` names them all"
                return SettingError(source: name, problem: "is no setting of rebated; \(advice)")
            }
    }
}
