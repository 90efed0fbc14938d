/// The numbers of one metric under one set of labels.
protocol Series: AnyObject, Sendable {
    /// Writes the samples.
    ///
    /// - Parameters:
    ///   - name: The metric's.
    ///   - labels: As ``ExpositionWriter/labels(_:)`` writes them, without braces.
    func write(_ name: String, _ labels: String, to writer: inout ExpositionWriter)
}
