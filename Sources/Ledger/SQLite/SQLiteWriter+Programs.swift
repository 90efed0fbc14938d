import GRDB

extension SQLiteWriter {
    /// Programs as they now stand, and the changes of their budgets.
    mutating func writePrograms(_ changes: BookChanges) throws {
        for (name, program) in changes.programs {
            if let id = self.stored.programs[name] {
                try Self.update(program, id: id, self.database)
            } else {
                let insert = try self.statement("INSERT INTO program VALUES (NULL, ?, ?, ?, ?, ?)")
                try insert.run(name, program.budget, program.lastOrder, program.sequence, Blob(program.head))
                self.stored.programs[name] = self.database.lastInsertedRowID
            }
        }
        for budget in changes.budgets {
            guard let id = self.stored.programs[budget.program] else { continue }
            try Self.write([budget], program: id, self.database)
        }
    }

    static func update(_ program: ProgramRecord, id: Int64, _ database: Database) throws {
        let sql = "UPDATE program SET budget = ?, last_order = ?, sequence = ?, head = ? WHERE id = ?"
        try database.cachedStatement(sql: sql)
            .run(program.budget, program.lastOrder, program.sequence, Blob(program.head), id)
    }

    static func write(_ budgets: [BudgetRecord], program: Int64, _ database: Database) throws {
        for budget in budgets {
            try database.cachedStatement(sql: "INSERT INTO budget_change VALUES (?, ?, ?, ?, ?, ?)")
                .run(program, budget.sequence, budget.cents, budget.by, budget.recordedAt, Blob(budget.hash))
        }
    }
}
