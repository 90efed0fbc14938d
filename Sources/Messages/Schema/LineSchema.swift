import JSON

/// The schemas of what a decision tells of its lines.
enum LineSchema {
    static let properties: SchemaValue = [
        "id": SchemaParts.described("The line's id.", SchemaParts.identifier),
        "measure": SchemaParts.described("Its measure.", SchemaParts.someText),
        "tier": SchemaParts.described(
            "Its tier or class; null where there is none or it is not known, mixed where its units differ.",
            SchemaParts.textOrNull
        ),
        "status": SchemaParts.described("What became of it.", SchemaParts.oneOf(LineStatus.self)),
        "calculated": SchemaParts.described(
            "The formula's result before limits; null where it can't be computed.",
            SchemaParts.amountOrNull
        ),
        "awarded": SchemaParts.described("What it gets, after limits.", SchemaParts.amount),
        "contractor_reward": SchemaParts.described("The contractor's part of awarded.", SchemaParts.amount),
        "limits": SchemaParts.described(
            "The limits that it fell under.",
            SchemaParts.list(of: ["$ref": "#/$defs/limit"])
        ),
        "findings": SchemaParts.described(
            "How every rule that applies to it ended.",
            SchemaParts.list(of: ["$ref": "#/$defs/finding"])
        ),
    ]

    static let limit: SchemaValue = [
        "limit": SchemaParts.described("The limit's id.", SchemaParts.someText),
        "scope": SchemaParts.described(
            "Over what it adds up.",
            ["enum": ["line", "customer", "home", "dwelling_unit", "program"]]
        ),
        "key": SchemaParts.described("Whose limit it is.", SchemaParts.someText),
        "maximum": SchemaParts.described(
            "The maximum for this application; null: awards count, but nothing is cut.",
            SchemaParts.amountOrNull
        ),
        "used_before": SchemaParts.described("What was taken of it before this line.", SchemaParts.amount),
        "reduced_by": SchemaParts.described("How much of the line's amount it took.", SchemaParts.amount),
    ]

    static let finding: SchemaValue = [
        "rule": SchemaParts.described("The rule's id.", SchemaParts.someText),
        "result": SchemaParts.described("How it ended.", SchemaParts.oneOf(FindingResult.self)),
        "message": SchemaParts.described("A sentence for the applicant.", SchemaParts.text),
        "cite": SchemaParts.described("The passage that the rule rests on.", SchemaParts.someText),
        "facts": SchemaParts.described(
            "The facts that it read, by path; null: not known.",
            ["type": "object", "propertyNames": SchemaParts.someText]
        ),
    ]
}
