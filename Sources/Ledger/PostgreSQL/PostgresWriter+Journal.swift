import Messages
import PostgreSQL

extension PostgresWriter {
    /// Programs as they now stand, and the changes of their budgets.
    mutating func writePrograms(_ changes: BookChanges) throws {
        guard !changes.programs.isEmpty else { return }
        let programs = changes.programs.sorted { $0.program < $1.program }
        self.add(
            Command(
                """
                UPDATE program AS p SET budget = n.budget, last_order = n.last_order, sequence = n.sequence, head = n.head
                FROM unnest($1, $2, $3, $4, $5) AS n(id, budget, last_order, sequence, head) WHERE p.id = n.id
                """,
                .integers(try programs.map { try self.program($0.program) }),
                .integers(programs.map(\.budget)),
                .integers(programs.map(\.lastOrder)),
                .integers(programs.map(\.sequence)),
                .byteses(programs.map(\.head))
            )
        )
        guard !changes.budgets.isEmpty else { return }
        self.add(
            Command(
                "INSERT INTO budget_change SELECT unnest($1), unnest($2), unnest($3), unnest($4), unnest($5), unnest($6)",
                .integers(try changes.budgets.map { try self.program($0.program) }),
                .integers(changes.budgets.map(\.sequence)),
                .integers(changes.budgets.map(\.cents)),
                try .texts(changes.budgets.map(\.by)),
                .integers(changes.budgets.map(\.recordedAt)),
                .byteses(changes.budgets.map(\.hash))
            )
        )
    }

    /// Entries, counted within their decisions.
    mutating func writeEntries(_ entries: [EntryRecord]) throws {
        guard !entries.isEmpty else { return }
        var places: [Int64] = []
        var last: (program: String, sequence: Int64)?
        for entry in entries {
            let isSame = last.map { $0 == (entry.application.program, entry.sequence) } ?? false
            places.append(isSame ? (places.last ?? 0) + 1 : 1)
            last = (entry.application.program, entry.sequence)
        }
        self.add(
            Command(
                """
                INSERT INTO entry
                SELECT unnest($1), unnest($2), unnest($3), unnest($4), unnest($5), unnest($6), unnest($7),
                    unnest($8), unnest($9), unnest($10)
                """,
                .integers(try entries.map { try self.program($0.application.program) }),
                .integers(entries.map(\.sequence)),
                .integers(places),
                .integers(entries.map { Int64($0.revision) }),
                try .texts(entries.map(\.key.limit)),
                try .texts(entries.map(\.key.key)),
                try .texts(entries.map(\.scope)),
                try .texts(entries.map(\.line)),
                try .texts(entries.map(\.kind.rawValue)),
                .integers(entries.map(\.cents))
            )
        )
    }

    mutating func writeBalances(_ balances: [(key: BalanceKey, cents: Int64)]) throws {
        guard !balances.isEmpty else { return }
        let sorted = balances.sorted { $0.key < $1.key }
        self.add(
            Command(
                """
                INSERT INTO balance SELECT unnest($1), unnest($2), unnest($3)
                ON CONFLICT ("limit", "key") DO UPDATE SET cents = excluded.cents
                """,
                try .texts(sorted.map(\.key.limit)),
                try .texts(sorted.map(\.key.key)),
                .integers(sorted.map(\.cents))
            )
        )
    }

    /// Tasks as they now stand.
    mutating func writeTasks(_ tasks: [TaskRecord]) throws {
        guard !tasks.isEmpty else { return }
        self.add(
            Command(
                """
                INSERT INTO task (id, program, application, revision, kind, rule, line, state, opened_at, due_on, reviewer,
                    answered_by, outcome, body)
                SELECT unnest($1), unnest($2), unnest($3), unnest($4), unnest($5), unnest($6), unnest($7),
                    unnest($8), unnest($9), unnest($10), unnest($11), unnest($12), unnest($13), unnest($14)
                ON CONFLICT (id) DO UPDATE SET state = excluded.state, reviewer = excluded.reviewer,
                    outcome = excluded.outcome, body = excluded.body, due_on = excluded.due_on,
                    answered_by = excluded.answered_by
                """,
                try .texts(tasks.map(\.task)),
                .integers(try tasks.map { try self.program($0.key.program) }),
                try .texts(tasks.map(\.key.application)),
                .integers(tasks.map { Int64($0.revision) }),
                try .texts(tasks.map(\.kind)),
                try .texts(tasks.map(\.rule)),
                try .texts(tasks.map(\.line)),
                try .texts(tasks.map(\.state.rawValue)),
                .integers(tasks.map(\.openedAt)),
                try .texts(tasks.map(\.dueOn)),
                try .texts(tasks.map(\.reviewer)),
                try .texts(tasks.map(\.answeredBy)),
                .byteses(tasks.map(\.outcome)),
                .byteses(tasks.map(\.body))
            )
        )
    }
}
