extension Metric {
    /// Every metric that a worker exposes, in the order in which the documentation lists them.
    public static let all: [Metric] =
        Self.ofApplications + Self.ofStages + Self.ofQueues + Self.ofTheBroker + Self.ofTheLedger + Self.ofPrograms
        + Self.ofHealth + Self.ofTheProcess

    /// The metrics in groups, each with its heading.
    public static let groups: [(title: String, metrics: [Metric])] = [
        ("Applications and reviews", Self.ofApplications),
        ("Stages", Self.ofStages),
        ("Queues and deliveries", Self.ofQueues),
        ("Connections and publications", Self.ofTheBroker),
        ("Ledger and outbox", Self.ofTheLedger),
        ("Programs, money and rulebooks", Self.ofPrograms),
        ("Health", Self.ofHealth),
        ("The process", Self.ofTheProcess),
    ]
}
