import Messages

/// Sets the budget of one program.
struct BudgetPlan: BatchPlan {
    let program: String
    let cents: Int64?
    let by: String

    var applications: Set<ApplicationKey> { [] }
    var programs: Set<String> { [self.program] }

    func balances(_ books: Books) -> Set<BalanceKey> { [] }

    func settle(_ books: inout Books) {
        books.setBudget(of: self.program, cents: self.cents, by: self.by)
    }
}
