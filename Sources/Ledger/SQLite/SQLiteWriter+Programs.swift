import GRDB

extension SQLiteWriter {
    /// Programs as they now stand, and the changes of their budgets.
    mutating func writePrograms(_ changes: BookChanges) throws {
        for program in changes.programs {
            if let id = self.stored.programs[program.program] {
                try Self.update(program, id: id, self.session)
            } else {
                try self.session.addProgram.run(
                    program.program,
                    program.budget,
                    program.lastOrder,
                    program.sequence,
                    Blob(program.head)
                )
                self.stored.programs[program.program] = self.session.database.lastInsertedRowID
            }
        }
        for budget in changes.budgets {
            guard let id = self.stored.programs[budget.program] else { continue }
            try Self.write([budget], program: id, self.session)
        }
    }

    static func update(_ program: ProgramRecord, id: Int64, _ session: SQLiteSession) throws {
        try session.setProgram.run(program.budget, program.lastOrder, program.sequence, Blob(program.head), id)
    }

    static func write(_ budgets: [BudgetRecord], program: Int64, _ session: SQLiteSession) throws {
        for budget in budgets {
            try session.addBudget.run(
                program,
                budget.sequence,
                budget.cents,
                budget.by,
                budget.recordedAt,
                Blob(budget.hash)
            )
        }
    }
}
