extension ContinuousClock.Instant? {
    /// The earlier of two moments, of which each may be missing.
    func earlier(_ other: ContinuousClock.Instant?) -> ContinuousClock.Instant? {
        guard let self else { return other }
        guard let other else { return self }
        return min(self, other)
    }
}
