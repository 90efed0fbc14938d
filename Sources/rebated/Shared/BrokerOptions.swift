internal import ArgumentParser
internal import Foundation
internal import Operations

/// The options of every command that talks to the broker.
struct BrokerOptions: ParsableArguments {
    @Option(.broker) var broker: [String]
    @Option(.brokerFile) var brokerFile: String?
    @Option(.brokerPasswordFile) var brokerPasswordFile: String?
    @Option(.config) var config: [String]
    @Option(.logLevel) var logLevel: String?
    @Option(.logFormat) var logFormat: String?

    /// The settings in force, with the options of one command added to these.
    func settings(_ own: [Setting: [String]] = [:]) throws(SettingError) -> Settings {
        try Settings(flags: self.flags(own), environment: ProcessInfo.processInfo.environment)
    }

    /// What these options and those of one command say.
    func flags(_ own: [Setting: [String]]) -> [String: [String]] {
        let flags: [Setting: [String]] = [
            .broker: self.broker, .brokerFile: self.brokerFile.given,
            .brokerPasswordFile: self.brokerPasswordFile.given, .config: self.config,
            .logLevel: self.logLevel.given, .logFormat: self.logFormat.given,
        ]
        let all = flags.merging(own) { _, own in own }
        return Dictionary(uniqueKeysWithValues: all.map { ($0.key.name, $0.value) })
    }
}
