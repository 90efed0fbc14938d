import JSON

/// The schemas of a reviewer's answer, and of the answer to one that can't be taken.
enum ReviewSchema {
    static var completed: SchemaFile {
        .data(
            of: .reviewCompleted,
            title: "Outcome",
            description: """
                A reviewer answers a task. amount is asked for with approve where the task's allowed says set_amount, \
                and not allowed otherwise; choice is one of the task's choices, and without it approve takes the \
                suggested one. With another outcome than approve neither has an effect. A schema can't say whether \
                the task is open, nor what it allows.
                """,
            SchemaParts.closed(Self.outcome, required: ["task", "outcome", "reviewer"]).adding(Self.approval)
        )
    }

    static var rejected: SchemaFile {
        .data(
            of: .reviewRejected,
            title: "Rejected outcome",
            description: "A reviewer's answer could not be taken.",
            SchemaParts.closed(
                [
                    "task": SchemaParts.described("The task's id; null where none was named.", SchemaParts.textOrNull),
                    "problem": SchemaParts.described("All that is wrong, in words.", SchemaParts.someText),
                ],
                required: ["task", "problem"]
            )
        )
    }

    private static let outcome: SchemaValue = [
        "task": SchemaParts.described("The task's id.", SchemaParts.text),
        "outcome": SchemaParts.described("What is answered.", SchemaParts.oneOf(ReviewOutcome.Verdict.self)),
        "reviewer": SchemaParts.described(
            "Who answers.",
            ["type": "string", "pattern": SchemaParts.visible]
        ),
        "note": SchemaParts.described("What the applicant is told.", SchemaParts.textOrNull),
        "amount": ["description": "The line's amount: a text with two decimals, or a number with at most two."],
        "choice": ["description": "One of the task's choices."],
    ]

    private static let approval: SchemaValue = [
        "if": ["properties": ["outcome": ["const": "approve"]]],
        "then": [
            "properties": [
                "amount": [
                    "type": ["string", "number", "null"],
                    "pattern": SchemaParts.amountPattern,
                    "minimum": 0,
                    "exclusiveMaximum": 1_000_000_000_000,
                ],
                "choice": SchemaParts.textOrNull,
            ]
        ],
    ]
}
