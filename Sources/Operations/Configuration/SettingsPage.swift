/// The page of the documentation that lists every setting: made from the one list, so that it can't be behind.
public enum SettingsPage {
    /// The page in Markdown, line by line.
    public static var lines: [String] {
        Self.introduction.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            + Self.table(Setting.known)
            + Self.rest.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    private static func table(_ settings: [Setting]) -> [String] {
        let head = [
            "| setting | default | what it says | read by | a change takes effect |", "| --- | --- | --- | --- | --- |",
        ]
        return head + settings.map(Self.row)
    }

    private static func row(_ setting: Setting) -> String {
        let isForAll = setting.readers.count == Setting.Reader.allCases.count
        let cells = [
            "`--\(setting.name)`<br>`\(setting.environmentName)`",
            setting.defaultValue.map { "`\($0)`" } ?? "",
            setting.summary.replacing("|", with: "\\|"),
            isForAll ? "all" : setting.orderedReaders.map(\.rawValue).joined(separator: ", "),
            setting.change.rawValue,
        ]
        return "| " + cells.joined(separator: " | ") + " |"
    }

    private static let introduction = """
        # Configuration

        Every setting: as a flag, as an environment variable, and as a key of a configuration file.

        <!-- Made by `rebated config list --markdown`; a test compares the two. -->

        Flags come first, then `REBATED_…` environment variables, then files named by `--config` (the later file first),
        then defaults. A file is YAML or JSON, with the long option names as keys; a list may be a list, and `NAME=VALUE` a
        mapping:

            broker-file: /run/credentials/rebated.service/broker
            ledger: postgresql://rebated@db.example/rebated?sslmode=verify-full
            ledger-password-file: /run/credentials/rebated.service/ledger-password
            prefetch: 512
            budget:
              efficiency-works: 250000.00

        In the environment commas separate the values of a list. An empty variable counts as unset. A key or a `REBATED_…`
        variable that is no setting is an error; variables that Kubernetes makes for services, such as
        `REBATED_SERVICE_HOST`, are passed over.

            rebated config check --config rebated.yaml     # every fault, with file, line and column
            rebated config show --config rebated.yaml      # what is in force and where it comes from; passwords are hidden

        """

    private static let rest = """

        ## Secrets

        A secret needs to stand neither on the command line nor in the environment: `--broker-file`, `--ledger-file` and
        `--management-file` name files whose first line is the whole URL, `--broker-password-file` and
        `--ledger-password-file` files with nothing but the password. Credentials of systemd (`LoadCredential=`, with the path
        `%d/NAME`) and secrets that Kubernetes mounts are such files. A worker warns of one that every user may read. The same
        thing said twice in one place, by `--broker` and `--broker-file` say, is an error.

        Secret files are read with the other settings, and again at each new connection: after a change of a password the next
        attempt to connect finds the new one, without a signal. Certificates are read at each new connection too.

        ## SIGHUP

        `rebated run` reads everything again: configuration files, secrets, certificates, rulebooks. What takes effect *at
        once* does. Where anything else changed, a certificate's content included, the worker first tries it: it logs in to the
        broker, looks at the queues, and opens the ledger. If that fails, it says what is wrong, and the old settings stay. If
        not, it takes nothing new, finishes what is in hand, and goes on with the new settings in the same process; no delivery
        is lost or comes twice by that. What needs a new process (*next start*) is named in a warning. A SIGHUP that comes
        during a reload is done after it; SIGTERM wins over both.

        `rebated console` takes up who may use it, tokens included, and the log level; what else changed is named in a warning.
        """
}

extension Setting {
    /// The commands that read it, in the order of the list of commands.
    public var orderedReaders: [Reader] { Reader.allCases.filter { self.readers.contains($0) } }
}
