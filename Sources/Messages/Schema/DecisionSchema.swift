import JSON

/// The schema of a decision.
enum DecisionSchema {
    static var file: SchemaFile {
        let whole: SchemaValue = ["$defs": Self.definitions]
        return .data(
            of: .decisionMade,
            title: "Decision",
            description: """
                What was decided on an application, and why. Amounts are texts in US dollars with two decimals. \
                total is the sum of awarded, and customer_amount is total less contractor_reward.
                """,
            SchemaParts.closed(Self.properties, required: Self.properties.names).adding(whole)
        )
    }

    private static let properties: SchemaValue = [
        "application": SchemaParts.described("The application's id.", SchemaParts.identifier),
        "revision": SchemaParts.described("The revision that was decided.", ["type": "integer", "minimum": 1]),
        "program": SchemaParts.described("The program's id.", SchemaParts.someText),
        "rulebook": SchemaParts.described("The edition that decided.", Self.rulebook),
        "status": SchemaParts.described("What became of it.", SchemaParts.oneOf(ApplicationStatus.self)),
        "total": SchemaParts.described("The sum of what its lines are awarded.", SchemaParts.amount),
        "contractor_reward": SchemaParts.described("The contractor's part of total.", SchemaParts.amount),
        "customer_amount": SchemaParts.described("The customer's part of total.", SchemaParts.amount),
        "measures": SchemaParts.described(
            "Its lines, in their order.",
            ["type": "array", "minItems": 1, "maxItems": 50, "items": ["$ref": "#/$defs/line"]]
        ),
        "findings": SchemaParts.described(
            "How the application's own rules ended.",
            SchemaParts.list(of: ["$ref": "#/$defs/finding"])
        ),
        "missing": SchemaParts.described(
            "The paths of the facts that would settle what is unknown.",
            ["type": "array", "uniqueItems": true, "items": SchemaParts.someText]
        ),
        "tasks": SchemaParts.described("Its open tasks.", SchemaParts.list(of: Self.task)),
        "decided_at": SchemaParts.described("When it was decided.", SchemaParts.instant),
    ]

    private static let rulebook = SchemaParts.closed(
        [
            "edition": SchemaParts.described("The edition's name.", SchemaParts.someText),
            "digest": SchemaParts.described(
                "The digest of the rulebook's bytes.",
                ["type": "string", "pattern": "^sha256:[0-9a-f]{64}$"]
            ),
        ],
        required: ["edition", "digest"]
    )

    private static let task = SchemaParts.closed(
        [
            "task": TaskSchema.identifier,
            "kind": SchemaParts.someText,
            "rule": SchemaParts.someText,
            "measure": SchemaParts.described("The line's id, for a rule of a line.", SchemaParts.identifier),
        ],
        required: ["task", "kind", "rule"]
    )

    private static var definitions: SchemaValue {
        [
            "line": SchemaParts.closed(LineSchema.properties, required: LineSchema.properties.names),
            "limit": SchemaParts.closed(LineSchema.limit, required: LineSchema.limit.names),
            "finding": SchemaParts.closed(LineSchema.finding, required: LineSchema.finding.names),
        ]
    }
}
