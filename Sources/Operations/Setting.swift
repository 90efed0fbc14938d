/// One thing that can be configured: by a flag, an environment variable or a key of the configuration file.
public struct Setting: Sendable, Hashable {
    /// The name: `--name` on the command line, the key in a file, `REBATED_NAME` in the environment.
    public let name: String
    /// One line for `--help`, without the default.
    public let summary: String
    /// The value taken when nobody says otherwise; `nil` if there is none.
    public let defaultValue: String?
    /// Whether several values make sense: a repeated flag, a list in a file, commas in the environment.
    public let isList: Bool
    /// Whether the value may hold a password and is never shown.
    public let isSecret: Bool

    /// Describes a setting.
    ///
    /// - Parameters:
    ///   - name: Lower case, words joined by hyphens.
    ///   - summary: One line for `--help`, without the default.
    ///   - defaultValue: As a user would write it.
    ///   - isList: Whether several values make sense.
    ///   - isSecret: Whether the value may hold a password.
    public init(
        _ name: String,
        _ summary: String,
        default defaultValue: String? = nil,
        isList: Bool = false,
        isSecret: Bool = false
    ) {
        self.name = name
        self.summary = summary
        self.defaultValue = defaultValue
        self.isList = isList
        self.isSecret = isSecret
    }

    /// The environment variable that stands for the setting, such as `REBATED_LOG_LEVEL`.
    public var environmentName: String {
        "REBATED_" + self.name.uppercased().replacing("-", with: "_")
    }

    /// What `--help` says: the summary, the default and the environment variable.
    public var help: String {
        let fallback = self.defaultValue.map { "default: \($0); " } ?? ""
        return "\(self.summary) (\(fallback)\(self.environmentName))"
    }
}
