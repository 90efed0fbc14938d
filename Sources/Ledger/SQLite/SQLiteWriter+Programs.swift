import GRDB
import SQLite

extension SQLiteWriter {
    /// Programs as they now stand, and the changes of their budgets.
    mutating func writePrograms(_ changes: BookChanges) throws {
        for program in changes.programs {
            if let id = self.stored.programs[program.program] {
                try Self.update(program, id: id, self.session)
            } else {
                try self.session.addProgram.run {
                    $0.append(program.program)
                    $0.append(program.budget)
                    $0.append(program.lastOrder)
                    $0.append(program.sequence)
                    $0.append(blob: program.head)
                }
                self.stored.programs[program.program] = self.session.database.lastInsertedRowID
            }
        }
        for budget in changes.budgets {
            guard let id = self.stored.programs[budget.program] else { continue }
            try Self.write([budget], program: id, self.session)
        }
    }

    static func update(_ program: ProgramRecord, id: Int64, _ session: SQLiteSession) throws {
        try session.setProgram.run {
            $0.append(program.budget)
            $0.append(program.lastOrder)
            $0.append(program.sequence)
            $0.append(blob: program.head)
            $0.append(id)
        }
    }

    static func write(_ budgets: [BudgetRecord], program: Int64, _ session: SQLiteSession) throws {
        for budget in budgets {
            try session.addBudget.run {
                $0.append(program)
                $0.append(budget.sequence)
                $0.append(budget.cents)
                $0.append(budget.by)
                $0.append(budget.recordedAt)
                $0.append(blob: budget.hash)
            }
        }
    }
}
