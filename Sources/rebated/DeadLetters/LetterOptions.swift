internal import ArgumentParser
internal import Operations

/// The broker, and whose word on where a letter comes from is believed.
struct LetterOptions: ParsableArguments {
    @OptionGroup var broker: BrokerOptions
    @Option(.trustedUsers) var trustedUsers: [String]

    /// The settings in force, with the options of one command added to these.
    func settings(_ own: [Setting: [String]] = [:]) throws(SettingError) -> Settings {
        try self.broker.settings(own.merging([.trustedUsers: self.trustedUsers]) { own, _ in own })
    }
}
