/// What takes documents with spans.
protocol SpanSink: Sendable {
    /// The name of the place, for messages; without a password.
    var place: String { get }

    /// Hands over one document.
    ///
    /// - Throws: ``ExportFault`` if the place doesn't have all of it.
    func write(_ document: [UInt8]) async throws(ExportFault)
}

/// Why spans could not be handed over.
struct ExportFault: Error, CustomStringConvertible {
    /// The reason, in words that stay the same while it does.
    let description: String
    /// Whether the same document may be taken later.
    let isTransient: Bool
}
