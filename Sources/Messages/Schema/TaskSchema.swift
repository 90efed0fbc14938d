import JSON

/// The schemas of what reviewers are told.
enum TaskSchema {
    /// A task's id.
    static let identifier: SchemaValue = [
        "description": "<program>/<application>/<revision>/<rule>, with /<line id> for a rule of a line.",
        "type": "string",
        "pattern": "^[^/]+/[A-Za-z0-9._-]{1,64}/[1-9][0-9]*/[^/]+(/[A-Za-z0-9._-]{1,64})?$",
    ]

    static var opened: SchemaFile {
        .data(
            of: .taskOpened,
            title: "Task",
            description: "A reviewer is asked. An outcome answers it.",
            SchemaParts.closed(
                Self.properties,
                required: [
                    "task", "kind", "rule", "program", "application", "revision", "question", "opened_at", "due_on",
                    "allowed", "context",
                ]
            )
        )
    }

    static var closed: SchemaFile {
        .data(
            of: .taskClosed,
            title: "Closed task",
            description: "A reviewer need not answer any more.",
            SchemaParts.closed(
                [
                    "task": Self.identifier,
                    "application": SchemaParts.described("The application's id.", SchemaParts.identifier),
                    "reason": SchemaParts.described("Why.", SchemaParts.oneOf(TaskClosed.Reason.self)),
                ],
                required: ["task", "application", "reason"]
            )
        )
    }

    private static let properties: SchemaValue = [
        "task": Self.identifier,
        "kind": SchemaParts.described("What kind of question it is.", SchemaParts.someText),
        "rule": SchemaParts.described("The rule that opened it.", SchemaParts.someText),
        "program": SchemaParts.described("The program's id.", SchemaParts.someText),
        "application": SchemaParts.described("The application's id.", SchemaParts.identifier),
        "revision": SchemaParts.described("Its revision.", ["type": "integer", "minimum": 1]),
        "measure": SchemaParts.described("The line's id, for a rule of a line.", SchemaParts.identifier),
        "question": SchemaParts.described("What the reviewer is asked.", SchemaParts.someText),
        "suggested": SchemaParts.described("What an approval takes that names no choice.", SchemaParts.someText),
        "choices": SchemaParts.described(
            "What may be chosen.",
            ["type": "array", "minItems": 1, "uniqueItems": true, "items": SchemaParts.someText]
        ),
        "opened_at": SchemaParts.described("When it was opened.", SchemaParts.instant),
        "due_on": SchemaParts.described(
            "The day by which an answer is due.",
            ["type": ["string", "null"], "format": "date", "pattern": SchemaParts.datePattern]
        ),
        "allowed": SchemaParts.described(
            "What may be answered; set_amount: an approval sets the line's amount.",
            [
                "type": "array",
                "uniqueItems": true,
                "items": ["enum": .texts(ReviewOutcome.Verdict.allCases.map(\.rawValue) + ["set_amount"])],
            ]
        ),
        "context": SchemaParts.described("What the reviewer judges by.", Self.context),
    ]

    private static let context = SchemaParts.closed(
        [
            "decision": SchemaParts.described(
                "The decision so far.",
                ["$ref": .text(EventType.decisionMade.dataSchema)]
            ),
            "facts": SchemaParts.described("The facts that the question turns on, by path.", ["type": "object"]),
        ],
        required: ["decision", "facts"]
    )
}
