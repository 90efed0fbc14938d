import JSON

/// The schema of what every application has, whatever its program.
enum SubmissionSchema {
    static var file: SchemaFile {
        .data(
            of: .applicationSubmitted,
            title: "Application, of any program",
            description: """
                What every application has. Its facts are its program's: application.<program>.schema.json holds all \
                that is accepted, and rebated rulebook schema derives it from the program's rulebook.
                """,
            [
                "type": "object",
                "required": [
                    "application", "revision", "program", "submitted_on", "customer", "site", "measures",
                ],
                "properties": Self.properties,
                "additionalProperties": false,
            ]
        )
    }

    private static let properties: SchemaValue = [
        "application": SchemaParts.described("Its id, unique within its program.", SchemaParts.identifier),
        "revision": SchemaParts.described(
            "Counts from 1; a higher one replaces the lower one whole.",
            ["type": "integer", "minimum": 1, "maximum": .number("\(Int32.max)")]
        ),
        "program": SchemaParts.described("The program's id.", SchemaParts.text),
        "submitted_on": SchemaParts.described(
            "The day on which it was submitted; the program's edition goes by it.",
            ["type": "string", "format": "date", "pattern": SchemaParts.datePattern]
        ),
        "customer": Self.keyed("The applicant; limits of a customer go by its id."),
        "site": Self.keyed("The building; limits of a home go by its id."),
        "installer": SchemaParts.described("Who did the work.", ["type": ["object", "null"]]),
        "project": SchemaParts.described("The work as a whole.", ["type": ["object", "null"]]),
        "measures": SchemaParts.described(
            "The lines, with ids of their own.",
            ["type": "array", "minItems": 1, "maxItems": 50, "items": Self.line]
        ),
        "documents": SchemaParts.described(
            "What was sent along; null or absent: nothing.",
            ["type": ["array", "null"], "items": ["type": "object"]]
        ),
    ]

    private static let line: SchemaValue = [
        "type": "object",
        "required": ["id", "measure"],
        "properties": [
            "id": SchemaParts.identifier,
            "measure": SchemaParts.described("The program's measure.", SchemaParts.text),
            "units": ["type": ["array", "null"], "maxItems": 200, "items": ["type": "object"]],
        ],
    ]

    private static func keyed(_ description: String) -> SchemaValue {
        [
            "description": .text(description),
            "type": "object",
            "required": ["id"],
            "properties": ["id": ["type": "string", "minLength": 1, "maxLength": 64]],
        ]
    }
}
