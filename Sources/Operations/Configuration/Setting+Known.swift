extension Setting {
    /// Where the broker is.
    public static let broker = Setting(
        "broker",
        "The broker's URL, amqp:// or amqps://; several are tried in turn.",
        value: "url",
        default: "amqp://guest:guest@127.0.0.1:5672/%2F",
        isList: true,
        isSecret: true,
        readers: Self.brokerReaders
    )
    /// Where the ledger is.
    public static let ledger = Setting(
        "ledger",
        "The ledger: an SQLite file, or a PostgreSQL database as postgresql://… with libpq's options.",
        value: "file|url",
        default: "rebated.sqlite",
        isSecret: true,
        readers: Self.ledgerReaders.union([.top])
    )
    /// RabbitMQ's management API.
    public static let management = Setting(
        "management",
        "The URL of RabbitMQ's management API, http:// or https://: the policies of the queues are then checked at the "
            + "start; user and password are the broker's unless they stand in it.",
        value: "url",
        isSecret: true
    )
    /// Users whose word on where a message comes from is believed.
    public static let trustedUsers = Setting(
        "trusted-users",
        "Users of the broker who may publish in others' names, beside the worker's own: review desks, operators who replay.",
        value: "name",
        isList: true,
        readers: [.run, .deadLetters]
    )
    /// What becomes of reviews that no user stands behind.
    public static let reviewsWithoutUser = Setting(
        "reviews-without-user",
        "accept or refuse: reviewers' answers without the property user_id, for which the broker would vouch.",
        value: "accept|refuse",
        default: "accept"
    )
    /// A folder of rulebooks.
    public static let rulebooks = Setting(
        "rulebooks",
        "A folder of rulebooks that add to or replace the built-in ones.",
        value: "folder",
        readers: [.run, .console, .review, .status, .submit, .topology, .budget, .outbox, .deadLetters]
    )
    /// How many deliveries may be in hand.
    public static let prefetch = Setting(
        "prefetch",
        "Deliveries in hand and not yet acknowledged, at most, for each queue.",
        value: "number",
        default: "512"
    )
    /// How many deliveries one transaction settles.
    public static let batch = Setting(
        "batch",
        "Applications in one transaction, at most.",
        value: "number",
        default: "256"
    )
    /// How long a stop may take.
    public static let drain = Setting(
        "drain",
        "How long a stop may take to finish what is in hand.",
        value: "time",
        default: "25s"
    )
    /// After how many failed deliveries a message is set aside.
    public static let deliveryLimit = Setting(
        "delivery-limit",
        "Failed deliveries of one message before it is set aside in rebated.dead.",
        value: "number",
        default: "10"
    )
    /// Program budgets.
    public static let budget = Setting(
        "budget",
        "PROGRAM=AMOUNT: the program's budget in US dollars; once for each program.",
        value: "program=amount",
        isMapping: true
    )
    /// The least level that is logged.
    public static let logLevel = Setting(
        "log-level",
        "trace, debug, info, notice, warning, error or critical.",
        value: "level",
        default: "info",
        readers: Self.brokerReaders,
        change: .atOnce
    )
    /// How log lines look.
    public static let logFormat = Setting(
        "log-format",
        "text, json, or auto: text on a terminal, JSON lines elsewhere.",
        value: "format",
        default: "auto",
        readers: Self.brokerReaders,
        change: .process
    )
    /// Files that settings are read from.
    public static let config = Setting(
        "config",
        "A configuration file, JSON or YAML, with the long option names as keys; a later file wins.",
        value: "file",
        isList: true,
        readers: Set(Reader.allCases),
        change: .process
    )

    /// Every setting, in the order in which help and documentation list them.
    public static let known: [Setting] = [
        .broker, .brokerFile, .brokerPasswordFile,
        .ledger, .ledgerFile, .ledgerPasswordFile,
        .management, .managementFile,
        .trustedUsers, .reviewsWithoutUser, .rulebooks, .budget, .prefetch, .batch,
        .deliveryLimit, .drain,
        .host, .port, .userHeader, .proxy, .token, .tokens, .allow, .origin, .sessionTime, .reviewer,
        .http,
        .logLevel, .logFormat, .traces, .traceSample,
        .config,
    ]

    /// The settings that may stand in a configuration file: all but the list of files itself.
    static let inFiles = Self.known.filter { $0 != .config }

    /// Those that talk to the broker.
    static let brokerReaders: Set<Reader> = [
        .run, .top, .console, .review, .submit, .watch, .topology, .outbox, .deadLetters,
    ]
    /// Those that open the ledger.
    static let ledgerReaders: Set<Reader> = [
        .run, .console, .review, .status, .budget, .ledger, .outbox, .deadLetters,
    ]
}
