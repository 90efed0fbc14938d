internal import Logging
internal import Operations

extension Settings {
    /// A logger that writes to standard error.
    ///
    /// - Parameters:
    ///   - output: Where the lines go; its level is set.
    ///   - quietBelow: The level of commands that have little to say, where nobody asks for another.
    func logger(output: LogOutput, quietBelow: Logger.Level? = nil) throws(SettingError) -> Logger {
        let isAsked = self.find(.logLevel)?.isDefault == false
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
