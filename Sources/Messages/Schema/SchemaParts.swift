public import JSON

/// What the schemas of several messages have in common.
///
/// Patterns are ECMA-262, as JSON Schema wants them. Control characters and blanks are told by their code points: what
/// `\s` stands for differs between validators.
public enum SchemaParts {
    /// The dialect of all schemas.
    public static let dialect: SchemaValue = "https://json-schema.org/draft/2020-12/schema"

    /// An id of an application or a line: 1 to 64 characters of `A-Z a-z 0-9 . _ -`.
    public static let identifier: SchemaValue = ["type": "string", "pattern": "^[A-Za-z0-9._-]{1,64}$"]

    /// An amount as messages write it: not negative, with two decimals, and at most ``Cents/largest``.
    public static let amountPattern: SchemaValue = "^0*[0-9]{1,13}\\.[0-9]{2}$"

    /// An amount of a message from a worker.
    public static let amount: SchemaValue = ["type": "string", "pattern": "^[0-9]+\\.[0-9]{2}$"]

    /// An amount of a message from a worker, or null.
    public static let amountOrNull: SchemaValue = ["type": ["string", "null"], "pattern": "^[0-9]+\\.[0-9]{2}$"]

    /// A date, `YYYY-MM-DD`.
    public static let datePattern: SchemaValue = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"

    /// An instant of a message from a worker: UTC, to the second.
    public static let instant: SchemaValue = [
        "type": "string",
        "format": "date-time",
        "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$",
    ]

    /// A text with a control character.
    public static let control: SchemaValue = ["type": "string", "pattern": "[\\u0000-\\u001f\\u007f-\\u009f]"]

    /// At least one character that is not blank.
    public static let visible: SchemaValue =
        "[^\\t-\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]"

    /// A text.
    public static let text: SchemaValue = ["type": "string"]

    /// A text with something in it.
    public static let someText: SchemaValue = ["type": "string", "minLength": 1]

    /// A text, or null.
    public static let textOrNull: SchemaValue = ["type": ["string", "null"]]

    /// `value` with a description before all else.
    public static func described(_ description: String, _ value: SchemaValue) -> SchemaValue {
        let first: SchemaValue = ["description": .text(description)]
        return first.adding(value)
    }

    /// An object with these members and no others.
    public static func closed(_ properties: SchemaValue, required: [String]) -> SchemaValue {
        [
            "type": "object",
            "required": .texts(required),
            "properties": properties,
            "additionalProperties": false,
        ]
    }

    /// A list of elements of one kind.
    public static func list(of element: SchemaValue) -> SchemaValue {
        ["type": "array", "items": element]
    }

    /// One of the values of an enumeration.
    public static func oneOf<Value: CaseIterable & RawRepresentable<String>>(_: Value.Type) -> SchemaValue {
        ["enum": .texts(Value.allCases.map(\.rawValue))]
    }
}
