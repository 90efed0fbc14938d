internal import ArgumentParser

/// What programs have to give.
struct BudgetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "budget",
        abstract: "Sets and shows what a program has to give, and offers what is free to who waits.",
        discussion: """
            An application that the budget does not cover waits, in the order of record. What frees up later (a \
            withdrawal, a denial, a raised budget) goes to new applications as they come, and to those that wait when \
            `rebated budget release` offers it to them.
            """,
        subcommands: [BudgetShowCommand.self, BudgetSetCommand.self, BudgetReleaseCommand.self]
    )
}
