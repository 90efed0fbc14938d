// Where the reviewers' site is served, and to whom.
extension Setting {
    /// The address that the site listens on.
    public static let host = Setting(
        "host",
        "The address to listen on.",
        value: "address",
        default: "127.0.0.1",
        readers: [.console],
        change: .process
    )
    /// The port that the site listens on.
    public static let port = Setting(
        "port",
        "The port to listen on; 0 for one that is free.",
        value: "number",
        default: "8025",
        readers: [.console],
        change: .process
    )
    /// The header in which a proxy names the reviewer.
    public static let userHeader = Setting(
        "user-header",
        "The header in which a reverse proxy names the reviewer, such as X-Forwarded-User.",
        value: "name",
        readers: [.console],
        change: .atOnce
    )
    /// Proxies that are believed.
    public static let proxy = Setting(
        "proxy",
        "An address from which --user-header is believed; once for each; without any, 127.0.0.1 and ::1.",
        value: "address",
        isList: true,
        readers: [.console],
        change: .atOnce
    )
    /// A reviewer's token.
    public static let token = Setting(
        "token",
        "NAME=FILE: a reviewer who signs in by the token in the file's first line; once for each.",
        value: "name=file",
        isMapping: true,
        readers: [.console],
        change: .atOnce
    )
    /// A file of tokens.
    public static let tokens = Setting(
        "tokens",
        "A file of reviewers and their tokens: a name and a token on each line.",
        value: "file",
        readers: [.console],
        change: .atOnce
    )
    /// The programs of a reviewer.
    public static let allow = Setting(
        "allow",
        "NAME=PROGRAM,PROGRAM: the only programs that a reviewer may see; once for each.",
        value: "name=programs",
        isMapping: true,
        readers: [.console],
        change: .atOnce
    )
    /// The site's origin.
    public static let origin = Setting(
        "origin",
        "The origin that browsers see, such as https://desk.example.org; https makes cookies travel by TLS only.",
        value: "url",
        readers: [.console],
        change: .atOnce
    )
    /// How long a session lasts.
    public static let sessionTime = Setting(
        "session-time",
        "How long a reviewer stays signed in, at most.",
        value: "time",
        default: "8h",
        readers: [.console],
        change: .process
    )
    /// In whose name it is answered.
    public static let reviewer = Setting(
        "reviewer",
        "Who answers; by default the broker's user, else the machine's.",
        value: "name",
        readers: [.console, .review],
        change: .process
    )
}
