import JSON

/// The schema of the answer to a message that could not be taken.
enum RejectionSchema {
    static var file: SchemaFile {
        .data(
            of: .applicationRejected,
            title: "Rejection",
            description: """
                A message could not be taken. It leaves no trace: corrected, it can be sent again under the same \
                revision.
                """,
            SchemaParts.closed(
                [
                    "application": SchemaParts.described(
                        "The application's id, where it could be read.",
                        SchemaParts.text
                    ),
                    "errors": SchemaParts.described(
                        "Every problem.",
                        ["type": "array", "minItems": 1, "items": Self.problem]
                    ),
                ],
                required: ["errors"]
            )
        )
    }

    private static let problem = SchemaParts.closed(
        [
            "path": SchemaParts.described(
                "Where: measures[1].units[0].seer, say; empty for the message itself.",
                SchemaParts.text
            ),
            "problem": SchemaParts.described("What is wrong and what would be right.", SchemaParts.someText),
        ],
        required: ["path", "problem"]
    )
}
