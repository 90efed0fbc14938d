public import Logging

extension Settings {
    /// The exporter that the settings ask for.
    ///
    /// - Parameters:
    ///   - version: The program's version, which spans carry.
    ///   - logger: Where it is told when spans can't be handed over.
    /// - Returns: `nil` where traces are off.
    /// - Throws: ``SettingError`` for a place that can't be used, and for a share that is none.
    public func traces(version: String, logger: Logger) throws(SettingError) -> TraceExporter? {
        let share = try self.share(.traceSample)
        guard let found = self.find(.traces), let text = found.values.last else { return nil }
        do throws(TraceDestination.Mistake) {
            guard let destination = try TraceDestination(text) else { return nil }
            return TraceExporter(to: destination, sampler: TraceSampler(share: share), version: version, logger: logger)
        } catch { throw SettingError(source: found.source, problem: "“\(text)” \(error)") }
    }
}
