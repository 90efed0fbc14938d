internal import ArgumentParser
internal import Operations

// A setting's flag, with its name and help from the one list of settings.
extension Option where Value == String? {
    init(_ setting: Setting) {
        self.init(name: .customLong(setting.name), help: ArgumentHelp(setting.help, valueName: setting.valueName))
    }
}

extension Option where Value == [String] {
    init(wrappedValue: [String] = [], _ setting: Setting) {
        self.init(
            wrappedValue: wrappedValue,
            name: .customLong(setting.name),
            help: ArgumentHelp(setting.help, valueName: setting.valueName)
        )
    }
}

extension String? {
    /// As the value of a setting: empty if it was not given.
    var given: [String] { self.map { [$0] } ?? [] }
}
