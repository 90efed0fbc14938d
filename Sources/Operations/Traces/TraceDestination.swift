public import Foundation

/// Where traces go.
public enum TraceDestination: Sendable, Hashable {
    /// A file that lines are added to.
    case file(String)
    /// An OTLP/HTTP collector.
    case collector(URL)

    /// Reads the setting `traces`.
    ///
    /// - Returns: `nil` for `off`.
    /// - Throws: ``Mistake`` for a URL that can't be used.
    public init?(_ text: String) throws(Mistake) {
        if text == "off" || text.isEmpty { return nil }
        guard text.contains("://") else {
            self = .file(text)
            return
        }
        guard var parts = URLComponents(string: text), ["http", "https"].contains(parts.scheme?.lowercased() ?? ""),
            parts.host?.isEmpty == false
        else { throw Mistake() }
        if parts.path.isEmpty || parts.path == "/" { parts.path = "/v1/traces" }
        guard let url = parts.url else { throw Mistake() }
        self = .collector(url)
    }

    /// What is wrong with a text.
    public struct Mistake: Error, CustomStringConvertible {
        /// What would do.
        public let description = "is neither off, nor a file, nor a URL such as http://127.0.0.1:4318/v1/traces"
    }
}
