// What is kept: the ledger, the outbox, money and rulebooks.
extension Metric {
    /// The time of a commit.
    public static let ledgerCommitDuration = Self.histogram(
        "rebated_ledger_commit_duration_seconds",
        by: ["ledger"],
        [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
        "The time of a transaction that succeeded, with its wait for the programs' locks.",
        look: "SQLite: the disk. PostgreSQL: the distance, and other workers at the same program.",
        like: "db.client.operation.duration"
    )
    /// Transactions that failed.
    public static let ledgerFailures = Self.counter(
        "rebated_ledger_failures_total",
        by: ["kind"],
        "Attempts that the ledger failed on, by what was wrong.",
        look: "busy: others hold it. full, read_only, io: the disk. other: a fault of this program."
    )
    /// Whether the ledger works.
    public static let ledgerUp = Self.gauge(
        "rebated_ledger_up",
        "1 while the ledger is open and its last use succeeded.",
        look: "0: nothing is acknowledged until it is back."
    )
    /// Events in the outbox.
    public static let outboxEvents = Self.gauge(
        "rebated_outbox_events",
        by: ["state"],
        "Events in the whole outbox that are not known to be published: pending, or returned because no queue took them.",
        look: "returned above 0: a queue is missing, `rebated outbox list`. pending that grows: the broker is away."
    )
    /// The age of the oldest pending event.
    public static let outboxOldestAge = Self.gauge(
        "rebated_outbox_oldest_age_seconds",
        "How long the oldest pending event has waited; 0 without any.",
        look: "Minutes: decisions are made and don't go out."
    )
    /// Limits that took something off.
    public static let limitReductions = Self.counter(
        "rebated_limit_reductions_total",
        by: ["program", "limit"],
        "Lines of decisions from which a limit or the budget has taken something off.",
        look: "A limit that begins to take off: customers reach their maximum."
    )
    /// What limits took off.
    public static let limitReducedDollars = Self.counter(
        "rebated_limit_reduced_dollars_total",
        by: ["program", "limit"],
        "Dollars that a limit or the budget has taken off.",
        look: "Beside rebated_limit_reductions_total: how much each costs the customers."
    )
    /// A program's budget.
    public static let budget = Self.gauge(
        "rebated_budget_dollars",
        by: ["program"],
        "What a program has to give; absent for a program without a budget.",
        look: "Changes are in `rebated ledger why`."
    )
    /// What a program has given.
    public static let budgetUsed = Self.gauge(
        "rebated_budget_used_dollars",
        by: ["program"],
        "What a program has promised or awarded.",
        look: "Near rebated_budget_dollars: applications will be waitlisted soon."
    )
    /// Applications that wait for budget.
    public static let waitlisted = Self.gauge(
        "rebated_waitlisted_applications",
        by: ["program"],
        "Applications that wait for budget.",
        look: "Above 0 with budget left: `rebated budget release`."
    )
    /// Tasks that wait for reviewers.
    public static let openTasks = Self.gauge(
        "rebated_open_tasks",
        by: ["program"],
        "Tasks that wait for a reviewer.",
        look: "Grows: the program needs more reviewers."
    )
    /// The editions that applications are judged by.
    public static let rulebook = Self.gauge(
        "rebated_rulebook_info",
        by: ["program", "edition", "digest"],
        "1 for each edition of a rulebook that this worker judges by.",
        look: "Workers with different digests for one edition: somebody forgot a machine."
    )
    /// Changed rulebooks that were refused.
    public static let rulebookRefusals = Self.counter(
        "rebated_rulebook_refusals_total",
        "Changes in the folder of rulebooks that were refused because something is wrong with them.",
        look: "Rises: the ones before stay in force; the log has file, line and column."
    )

    static let ofTheLedger: [Metric] = [
        Self.ledgerUp, Self.ledgerCommitDuration, Self.ledgerFailures, Self.outboxEvents, Self.outboxOldestAge,
    ]
    static let ofPrograms: [Metric] = [
        Self.limitReductions, Self.limitReducedDollars, Self.budget, Self.budgetUsed, Self.waitlisted, Self.openTasks,
        Self.rulebook, Self.rulebookRefusals,
    ]
}
