/// One thing that can be configured: by a flag, an environment variable or a key of the configuration file.
///
/// Flags, variables, keys, help and documentation all derive from ``known``.
public struct Setting: Sendable, Hashable {
    /// A command that reads settings.
    public enum Reader: String, Sendable, Hashable, CaseIterable {
        case run, doctor, top, console, review, submit, watch, status, topology, budget, ledger, outbox
        case deadLetters = "dead-letters"
    }

    /// When a changed value takes effect in a process that runs on.
    public enum Change: String, Sendable, Hashable {
        /// With SIGHUP, at once.
        case atOnce = "at once"
        /// With SIGHUP: the worker finishes what is in hand and starts again in the same process.
        case restart = "worker restarts"
        /// When the process is started again.
        case process = "next start"
    }

    /// The name: `--name` on the command line, the key in a file, `REBATED_NAME` in the environment.
    public let name: String
    /// One line for `--help`, without the default.
    public let summary: String
    /// What stands for the value in help.
    public let valueName: String
    /// The value taken when nobody says otherwise; `nil` if there is none.
    public let defaultValue: String?
    /// Whether several values make sense: a repeated flag, a list in a file, commas in the environment.
    public let isList: Bool
    /// Whether the values are `NAME=VALUE`, which in a file may be a mapping.
    public let isMapping: Bool
    /// Whether the value may hold a password and is never shown.
    public let isSecret: Bool
    /// The commands that read it.
    public let readers: Set<Reader>
    /// When a changed value takes effect.
    public let change: Change

    /// Describes a setting.
    ///
    /// - Parameters:
    ///   - name: Lower case, words joined by hyphens.
    ///   - summary: One line for `--help`, without the default.
    ///   - valueName: What stands for the value in help.
    ///   - defaultValue: As a user would write it.
    ///   - isList: Whether several values make sense.
    ///   - isMapping: Whether the values are `NAME=VALUE`.
    ///   - isSecret: Whether the value may hold a password.
    ///   - readers: The commands that read it.
    ///   - change: When a changed value takes effect.
    public init(
        _ name: String,
        _ summary: String,
        value valueName: String = "value",
        default defaultValue: String? = nil,
        isList: Bool = false,
        isMapping: Bool = false,
        isSecret: Bool = false,
        readers: Set<Reader> = [.run],
        change: Change = .restart
    ) {
        self.name = name
        self.summary = summary
        self.valueName = valueName
        self.defaultValue = defaultValue
        self.isList = isList || isMapping
        self.isMapping = isMapping
        self.isSecret = isSecret
        // The doctor takes a worker's settings.
        self.readers = readers.contains(.run) ? readers.union([.doctor]) : readers
        self.change = change
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
