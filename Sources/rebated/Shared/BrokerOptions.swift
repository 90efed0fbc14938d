internal import AMQP
internal import ArgumentParser
internal import Foundation
internal import Logging
internal import Operations
internal import Pipeline

/// The options of every command that talks to the broker.
struct BrokerOptions: ParsableArguments {
    @Option(help: ArgumentHelp(Setting.broker.help, valueName: "url"))
    var broker: [String] = []

    @Option(help: ArgumentHelp(Setting.config.help, valueName: "file"))
    var config: [String] = []

    @Option(help: ArgumentHelp(Setting.logLevel.help, valueName: "level"))
    var logLevel: String?

    @Option(help: ArgumentHelp(Setting.logFormat.help, valueName: "format"))
    var logFormat: String?

    /// The settings in force, with the options of one command added to these.
    func settings(_ own: [Setting: [String]] = [:]) throws(SettingError) -> Settings {
        var flags = Dictionary(uniqueKeysWithValues: own.map { ($0.key.name, $0.value) })
        flags[Setting.broker.name] = self.broker
        flags[Setting.config.name] = self.config
        flags[Setting.logLevel.name] = self.logLevel.map { [$0] }
        flags[Setting.logFormat.name] = self.logFormat.map { [$0] }
        return try Settings(flags: flags, environment: ProcessInfo.processInfo.environment)
    }
}

extension Settings {
    /// The broker's addresses.
    func brokerURLs() throws -> [BrokerURL] {
        guard let found = self.find(.broker) else { return [] }
        do {
            return try BrokerURL.list(found.values.joined(separator: ","))
        } catch {
            throw SettingError(source: found.source, problem: error.message)
        }
    }

    /// The broker's management API, if one is named: with the broker's user where it tells none.
    func management(_ broker: ConnectionConfiguration) throws(SettingError) -> ManagementAPI? {
        guard let found = self.find(.management), let text = found.values.last else { return nil }
        let user = broker.urls.first
        guard let management = ManagementAPI(text, user: user?.user ?? "", password: user?.password ?? "") else {
            throw SettingError(source: found.source, problem: "is no URL such as http://127.0.0.1:15672")
        }
        return management
    }

    /// How to connect, under a name that the broker's list of connections shows.
    func connection(name: String) throws -> ConnectionConfiguration {
        ConnectionConfiguration(urls: try self.brokerURLs(), name: name)
    }

    /// A logger that writes to standard error.
    ///
    /// - Parameters:
    ///   - output: Where the lines go; its level is set.
    ///   - quietBelow: The level of commands that have little to say, where nobody asks for another.
    func logger(output: LogOutput, quietBelow: Logger.Level? = nil) throws(SettingError) -> Logger {
        let isAsked = self.find(.logLevel)?.source.hasPrefix("the default") == false
        let wanted = try self.logLevel()
        output.level = isAsked ? wanted : quietBelow ?? wanted
        // A command that a person runs speaks to that person, also where its output goes into a file.
        let format = try self.logFormat(isTerminal: output.isTerminal || quietBelow != nil)
        return Logger(label: "rebated") { label in
            LineLogHandler(label: label, format: format, output: output)
        }
    }
}

extension Logger {
    /// The same logger for libraries that tell every step at info.
    var quieted: Logger {
        var logger = self
        if logger.logLevel >= .info { logger.logLevel = max(logger.logLevel, .warning) }
        return logger
    }
}
