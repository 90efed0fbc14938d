/// One of the parts that a worker needs to take work.
public enum HealthCheck: String, Sendable, Hashable, CaseIterable {
    /// Both connections stand, and the broker takes messages.
    case broker
    /// The ledger can be read and written.
    case ledger
    /// At least one program has rules.
    case rulebooks
    /// Deliveries can come: every queue is consumed from, and the worker is not stopping.
    case deliveries

    /// How a part is.
    public struct Finding: Sendable, Equatable {
        /// What is wrong and what to do; `nil` if it is well.
        public var problem: String?
        /// What is worth knowing though it is well.
        public var note: String?

        /// Whether it is well.
        public var isWell: Bool { self.problem == nil }
    }
}
