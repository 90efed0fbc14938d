import JSON

/// The schema of a withdrawal.
enum WithdrawalSchema {
    static var file: SchemaFile {
        .data(
            of: .applicationWithdrawn,
            title: "Withdrawal",
            description: """
                A portal takes an application back: what is reserved or awarded is released, open tasks are closed. A \
                higher revision opens the application again.
                """,
            SchemaParts.closed(
                [
                    "program": SchemaParts.described("The program's id.", SchemaParts.text),
                    "application": SchemaParts.described("The application's id.", SchemaParts.identifier),
                    "reason": SchemaParts.described("Why, in the portal's words.", SchemaParts.textOrNull),
                ],
                required: ["program", "application"]
            )
        )
    }
}
