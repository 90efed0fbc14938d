internal import Configuration

/// The settings in force: flags first, then `REBATED_…` environment variables, then files, then defaults.
public struct Settings: Sendable {
    /// A value with its origin, so that a message can name the place to mend.
    public struct Found: Sendable, Hashable {
        /// One or more values; never empty.
        public let values: [String]
        /// `--prefetch`, `REBATED_PREFETCH`, `worker.yaml:3:1` or `the default`.
        public let source: String
    }

    private struct Layer: Sendable {
        let reader: ConfigReader
        let source: @Sendable (Setting) -> String
    }

    /// The environment variable that makes a worker die on purpose: for tests, so it is no setting.
    public static let faultVariable = "REBATED_FAULT"

    private let layers: [Layer]
    /// Variables of the environment that look like settings and are none: most likely misspelt.
    public let unknownVariables: [String]

    /// Puts the layers together; the files of `--config` (or `REBATED_CONFIG`) are read here.
    ///
    /// - Parameters:
    ///   - flags: What the command line says, by the setting's name; absent flags are left out.
    ///   - environment: The process's environment.
    /// - Throws: ``SettingError`` for a file with a fault in it.
    public init(flags: [String: [String]], environment: [String: String]) throws(SettingError) {
        let variables = environment.filter { $0.key.hasPrefix("REBATED_") && !$0.value.isEmpty }
        let known = Set(Setting.known.map(\.environmentName))
        self.unknownVariables = variables.keys
            .filter { !known.contains($0) && $0 != Self.faultVariable && !$0.hasPrefix("REBATED_TEST_") }.sorted()
        let fromFlags = Layer(reader: Self.reader(flags.filter { !$0.value.isEmpty })) { "--\($0.name)" }
        let fromEnvironment = Layer(
            reader: ConfigReader(provider: EnvironmentVariablesProvider(environmentVariables: variables))
                .scoped(to: "rebated")
        ) { $0.environmentName }
        var layers = [fromFlags, fromEnvironment]
        let paths = Self.find(.config, in: layers)?.values ?? []
        for path in paths.reversed() {
            let entries = try SettingsFile(path: path).entries
            let file = Layer(reader: Self.reader(entries.mapValues(\.values))) { setting in
                entries[setting.name]?.position ?? path
            }
            layers.append(file)
        }
        self.layers = layers
    }

    /// The values of a setting and where they came from; the default where nobody says anything.
    ///
    /// - Parameter setting: The setting to look up.
    /// - Returns: `nil` if it is set nowhere and has no default.
    public func find(_ setting: Setting) -> Found? {
        Self.find(setting, in: self.layers)
            ?? setting.defaultValue.map { Found(values: [$0], source: "the default of --\(setting.name)") }
    }

    private static func find(_ setting: Setting, in layers: [Layer]) -> Found? {
        let key = ConfigKey([setting.name])
        for layer in layers {
            let values: [String]?
            if setting.isList {
                values = layer.reader.stringArray(forKey: key, isSecret: setting.isSecret)
            } else {
                values = layer.reader.string(forKey: key, isSecret: setting.isSecret).map { [$0] }
            }
            if let values, !values.isEmpty {
                return Found(values: values, source: layer.source(setting))
            }
        }
        return nil
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
