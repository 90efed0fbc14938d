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
        guard let (destination, share) = try self.traceDestination() else { return nil }
        return TraceExporter(to: destination, sampler: TraceSampler(share: share), version: version, logger: logger)
    }

    /// Where spans go, and which share of the traces that begin here.
    ///
    /// - Returns: `nil` where traces are off.
    /// - Throws: ``SettingError`` for a place that can't be used, and for a share that is none.
    public func traceDestination() throws(SettingError) -> (destination: TraceDestination, share: Double)? {
        let share = try self.share(.traceSample)
        guard let found = self.find(.traces), let text = found.values.last else { return nil }
        do throws(TraceDestination.Mistake) {
            return try TraceDestination(text).map { ($0, share) }
        } catch { throw SettingError(source: found.source, problem: "“\(text)” \(error)") }
    }
}
