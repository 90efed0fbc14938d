/// What one command reads, at one moment: two of them tell what has changed.
public struct SettingsSnapshot: Sendable {
    /// What is different.
    public struct Difference: Sendable, Equatable {
        /// The settings, in the order of the list of settings.
        public var settings: [Setting] = []
        /// Files whose content changed though no setting did.
        public var files: [String] = []

        /// Whether everything is as it was.
        public var isEmpty: Bool { self.settings.isEmpty && self.files.isEmpty }
        /// The settings that take effect in this way.
        public func settings(_ change: Setting.Change) -> [Setting] { self.settings.filter { $0.change == change } }
        /// Whether a worker has to start again for it.
        public var needsRestart: Bool { !self.settings(.restart).isEmpty || !self.files.isEmpty }
        /// What can be taken up, for a log: names, never values.
        public var names: String {
            (self.settings.filter { $0.change != .process }.map(\.name) + self.files).joined(separator: ", ")
        }
    }

    private var values: [Setting: [String]]
    private let files: [String: [UInt8]]

    /// Takes note of the settings.
    ///
    /// - Parameters:
    ///   - settings: The settings in force.
    ///   - reader: The command that reads them.
    ///   - files: Digests of files that settings name, by their paths.
    public init(_ settings: Settings, of reader: Setting.Reader, files: [String: [UInt8]] = [:]) {
        var values: [Setting: [String]] = [:]
        for setting in Setting.known where setting.readers.contains(reader) {
            values[setting] = (settings.find(setting)?.values ?? []) + (settings.password(setting)?.values ?? [])
        }
        self.values = values
        self.files = files
    }

    /// This one, with the values that another has for settings that take effect in some way.
    public func adopting(_ change: Setting.Change, of other: SettingsSnapshot) -> SettingsSnapshot {
        var result = self
        for setting in self.values.keys where setting.change == change {
            result.values[setting] = other.values[setting]
        }
        return result
    }

    /// What is different from an earlier moment.
    public func changes(since earlier: SettingsSnapshot) -> Difference {
        var difference = Difference()
        difference.settings = Setting.known.filter { self.values[$0] != earlier.values[$0] }
        // A file that another setting names now shows in that setting.
        difference.files = self.files.keys.sorted()
            .filter { path in earlier.files[path].map { $0 != self.files[path] } ?? false }
        return difference
    }
}
