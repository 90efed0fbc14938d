internal import Foundation
public import Logging

/// Writes swift-log events as lines of text or JSON.
public struct LineLogHandler: LogHandler {
    /// The level that was set for this logger alone, else that of the output; never below the output's, which can rise.
    public var logLevel: Logger.Level {
        get { self.ownLevel.map { max($0, self.output.level) } ?? self.output.level }
        set { self.ownLevel = newValue }
    }
    // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
    public var metadata: Logger.Metadata = [:]
    // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
    public var metadataProvider: Logger.MetadataProvider?
    private var ownLevel: Logger.Level?
    private let label: String
    private let format: LogFormat
    private let output: LogOutput

    /// Makes a handler.
    ///
    /// - Parameters:
    ///   - label: The logger's name.
    ///   - format: How lines look.
    ///   - output: Where they go, and the least level that is written; shared by all loggers of the process.
    public init(label: String, format: LogFormat, output: LogOutput) {
        self.label = label
        self.format = format
        self.output = output
    }

    // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { self.metadata[key] }
        set { self.metadata[key] = newValue }
    }

    // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
    public func log(event: LogEvent) {
        var metadata = self.metadata
        if let provided = self.metadataProvider?.get() { metadata.merge(provided) { _, new in new } }
        if let given = event.metadata {
            if metadata.isEmpty { metadata = given } else { metadata.merge(given) { _, new in new } }
        }
        if let error = event.error { metadata["error"] = "\(error)" }
        let line = LogLine(
            format: self.format,
            time: Self.now(),
            level: event.level,
            label: self.label,
            message: event.message.description,
            metadata: metadata
        )
        self.output.append { line.write(to: &$0) }
    }

    private static func now() -> LogTime {
        LogTime(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000))
    }
}
