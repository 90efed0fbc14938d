/// Estimates how long it takes to finish what is in hand, from the pace of the last seconds.
struct DrainEstimate: Sendable {
    /// Deliveries in a second, the last seconds counting most.
    private var pace = 0.0
    private var finished: Int?

    /// No estimate is longer: nothing has moved, or next to nothing.
    static let longest: Duration = .seconds(3_600)

    /// Another second has passed.
    ///
    /// - Parameters:
    ///   - finished: Deliveries that have ended, since the start.
    ///   - inHand: Deliveries that have not.
    mutating func second(finished: Int, inHand: Int) -> Duration {
        let step = Double(finished - (self.finished ?? finished))
        // An idle second says nothing of the pace.
        if inHand > 0 || step > 0 { self.pace += 0.3 * (step - self.pace) }
        self.finished = finished
        guard inHand > 0 else { return .zero }
        guard self.pace > 0 else { return Self.longest }
        return min(.seconds(Double(inHand) / self.pace), Self.longest)
    }
}
