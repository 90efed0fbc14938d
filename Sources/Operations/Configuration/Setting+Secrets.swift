// Secrets that stand in files, as credentials of systemd and secrets of Kubernetes do.
extension Setting {
    /// A file with the broker's URL.
    public static let brokerFile = Setting(
        "broker-file",
        "A file whose first line is the broker's URL, in place of --broker.",
        value: "file",
        readers: Self.brokerReaders
    )
    /// A file with the password of the broker's user.
    public static let brokerPasswordFile = Setting(
        "broker-password-file",
        "A file whose first line is the password of the broker's user; it takes the place of one in the URL.",
        value: "file",
        readers: Self.brokerReaders
    )
    /// A file with the ledger's URL.
    public static let ledgerFile = Setting(
        "ledger-file",
        "A file whose first line says where the ledger is, in place of --ledger.",
        value: "file",
        readers: Self.ledgerReaders
    )
    /// A file with the password of the database's user.
    public static let ledgerPasswordFile = Setting(
        "ledger-password-file",
        "A file whose first line is the password of the database's user; it takes the place of one in the URL.",
        value: "file",
        readers: Self.ledgerReaders
    )
    /// A file with the URL of the management API.
    public static let managementFile = Setting(
        "management-file",
        "A file whose first line is the URL of RabbitMQ's management API, in place of --management.",
        value: "file"
    )

    /// The file that may say what this setting says.
    public var fileSetting: Setting? {
        switch self {
        case .broker: .brokerFile
        case .ledger: .ledgerFile
        case .management: .managementFile
        default: nil
        }
    }

    /// The file that may hold nothing but the password of what this setting names.
    public var passwordSetting: Setting? {
        switch self {
        case .broker: .brokerPasswordFile
        case .ledger: .ledgerPasswordFile
        default: nil
        }
    }
}
