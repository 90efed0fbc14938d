internal import Configuration

/// The settings in force: flags first, then `REBATED_…` environment variables, then files, then defaults.
///
/// A secret may stand in a file of its own; see ``Setting/fileSetting``. Such files are read with the rest.
public struct Settings: Sendable {
    /// A value with its origin, so that a message can name the place to mend.
    public struct Found: Sendable, Hashable {
        /// One or more values; never empty.
        public let values: [String]
        /// `--prefetch`, `REBATED_PREFETCH`, `worker.yaml:3:1` or `the default`.
        public let source: String
        /// The file that holds the value, if it is a secret in a file.
        public var file: SecretFile?
        /// Whether it is the default.
        public var isDefault = false
    }

    private struct Layer: Sendable {
        let reader: ConfigReader
        let source: @Sendable (Setting) -> String

        func find(_ setting: Setting) -> Found? {
            let key = ConfigKey([setting.name])
            let values =
                setting.isList
                ? self.reader.stringArray(forKey: key, isSecret: setting.isSecret)
                : self.reader.string(forKey: key, isSecret: setting.isSecret).map { [$0] }
            guard let values, !values.isEmpty else { return nil }
            return Found(values: values, source: self.source(setting))
        }
    }

    /// The environment variable that makes a worker die on purpose: for tests, so it is no setting.
    public static let faultVariable = "REBATED_FAULT"

    private let layers: [Layer]
    /// What stands in files of its own, by the setting that it belongs to or that names the file.
    private var secrets: [Setting: Found] = [:]
    /// What is not wrong and should be mended all the same.
    public private(set) var warnings: [String] = []

    /// Puts the layers together; the files of `--config` (or `REBATED_CONFIG`) are read here.
    ///
    /// - Parameters:
    ///   - flags: What the command line says, by the setting's name; absent flags are left out.
    ///   - environment: The process's environment.
    /// - Throws: The first fault.
    public init(flags: [String: [String]], environment: [String: String]) throws(SettingError) {
        var faults = SettingFaults()
        self.init(flags: flags, environment: environment, faults: &faults)
        if let first = faults.list.first { throw first }
    }

    /// Puts the layers together, and goes on after a fault, so that all are found.
    ///
    /// - Parameter faults: Unknown variables and keys, files that can't be read, contradictions.
    public init(flags: [String: [String]], environment: [String: String], faults: inout SettingFaults) {
        let variables = SettingVariables(environment)
        for fault in variables.faults { faults.add(fault) }
        let fromFlags = Layer(reader: Self.reader(flags.filter { !$0.value.isEmpty })) { "--\($0.name)" }
        let fromEnvironment = Layer(
            reader: ConfigReader(provider: EnvironmentVariablesProvider(environmentVariables: variables.known))
                .scoped(to: "rebated")
        ) { $0.environmentName }
        var layers = [fromFlags, fromEnvironment]
        let paths = layers.lazy.compactMap { $0.find(.config) }.first?.values ?? []
        for path in paths.reversed() {
            let entries = SettingsFile.read(path, faults: &faults)
            let file = Layer(reader: Self.reader(entries.mapValues(\.values))) { setting in
                entries[setting.name]?.position ?? path
            }
            layers.append(file)
        }
        self.layers = layers
        for setting in Setting.known {
            if let file = setting.fileSetting { self.readFile(of: setting, named: file, faults: &faults) }
            if let file = setting.passwordSetting, let found = self.find(file) {
                self.secrets[file] = self.read(found, faults: &faults)
            }
        }
        self.warnOfIdleBatch()
    }

    /// A batch that is larger than what may be in hand does no harm, and hardly is what was meant.
    private mutating func warnOfIdleBatch() {
        guard let found = self.find(.batch), !found.isDefault, let batch = found.values.last.flatMap({ Int($0) }),
            let prefetch = self.find(.prefetch)?.values.last.flatMap({ Int($0) }), batch > prefetch
        else { return }
        let problem = "a batch of \(batch) is never full: the prefetch lets \(prefetch) in hand"
        self.warnings.append("\(found.source): \(problem)")
    }

    /// The values of a setting and where they came from; the default where nobody says anything.
    ///
    /// - Parameter setting: The setting to look up.
    /// - Returns: `nil` if it is set nowhere and has no default.
    public func find(_ setting: Setting) -> Found? {
        if let found = self.secrets[setting], setting.fileSetting != nil { return found }
        for layer in self.layers {
            if let found = layer.find(setting) { return found }
        }
        return setting.defaultValue.map {
            Found(values: [$0], source: "the default of --\(setting.name)", isDefault: true)
        }
    }

    /// The password in the file that a setting names.
    ///
    /// - Parameter setting: ``Setting/brokerPasswordFile`` or ``Setting/ledgerPasswordFile``.
    /// - Returns: `nil` if no file is named.
    public func password(_ setting: Setting) -> Found? { self.secrets[setting] }

    /// A file may say what the setting says, and wins over what stands below it; both in one place contradict each other.
    private mutating func readFile(of setting: Setting, named file: Setting, faults: inout SettingFaults) {
        for layer in self.layers {
            let (value, name) = (layer.find(setting), layer.find(file))
            if let value, let name {
                return faults.add(
                    SettingError(
                        source: name.source,
                        problem: "says the same as \(value.source): name “\(setting.name)” or “\(file.name)”, not both"
                    )
                )
            }
            if value != nil { return }
            if let name {
                self.secrets[setting] = self.read(name, faults: &faults)
                return
            }
        }
    }

    private mutating func read(_ name: Found, faults: inout SettingFaults) -> Found? {
        let file = SecretFile(name.values.last ?? "")
        guard let value = faults.collect({ () throws(SettingError) in try file.read(source: name.source) }) else {
            return nil
        }
        if file.isReadableByAll {
            self.warnings.append("the secret in “\(file.path)” can be read by every user of this machine")
        }
        return Found(values: [value], source: "\(name.source) (\(file.path))", file: file)
    }

    private static func reader(_ values: [String: [String]]) -> ConfigReader {
        var content: [AbsoluteConfigKey: ConfigValue] = [:]
        for setting in Setting.known {
            guard let found = values[setting.name], let last = found.last else { continue }
            let value: ConfigContent = setting.isList ? .stringArray(found) : .string(last)
            content[AbsoluteConfigKey([setting.name])] = ConfigValue(value, isSecret: setting.isSecret)
        }
        return ConfigReader(provider: InMemoryProvider(values: content))
    }
}
