import FEEL
import JSON
public import Messages
public import Rulebook

/// The JSON Schema of a program's application, derived from its rulebook.
///
/// It stands beside the readers because it must say what they do: what ``ApplicationReader`` admits is valid, and what
/// it rejects is not, but for what a schema can't say, which the schema's description lists.
///
/// Source: the contract, section "Application"; JSON Schema, draft 2020-12.
public struct ApplicationSchema {
    private let rulebook: Rulebook

    /// The schema of what `rulebook` takes, with the name of its file.
    public static func file(_ rulebook: Rulebook) -> SchemaFile {
        SchemaFile(
            name: "application.\(rulebook.program).schema.json",
            schema: ApplicationSchema(rulebook: rulebook).whole
        )
    }

    private var whole: SchemaValue {
        [
            "$schema": SchemaParts.dialect,
            "$id": .text(self.identifier),
            "title": .text("Application to \(self.rulebook.title), edition \(self.rulebook.edition)"),
            "description": .text(self.description),
            "type": "object",
            "required": ["application", "revision", "program", "submitted_on", "customer", "site", "measures"],
            "properties": self.properties,
            "additionalProperties": false,
            "$defs": self.definitions,
        ]
    }

    /// A URN, in which only some characters may stand for themselves.
    private var identifier: String {
        var text = "urn:rebated:application"
        for part in [self.rulebook.program, self.rulebook.edition] {
            text += ":"
            for byte in part.utf8 {
                switch byte {
                case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
                    text.unicodeScalars.append(Unicode.Scalar(byte))
                default:
                    let digits = String(byte, radix: 16, uppercase: true)
                    text += "%" + (digits.count < 2 ? "0" : "") + digits
                }
            }
        }
        return text
    }

    private var description: String {
        var force = "It is in force"
        if let from = self.rulebook.from { force += " from \(from)" }
        if let until = self.rulebook.until { force += " until \(until)" }
        if self.rulebook.from == nil, self.rulebook.until == nil { force += " on every day" }
        return """
            Derived from the rulebook that renders “\(self.rulebook.document)”. \(force). A fact that is absent or null is not known, unless it has a default. \
            A schema can't say all that is asked of an application. Not said here: that lines have ids of their own; \
            that a revision follows the last one; that submitted_on is a day on which the edition is in force; that a \
            date is one of the calendar; that a number has at most 34 digits; that an amount sent as a number has at \
            most two decimals (validators that compute in binary would refuse 19.99); that no name stands twice in \
            an object.
            """
    }

    private var properties: SchemaValue {
        [
            "application": SchemaParts.described("Its id, unique within its program.", SchemaParts.identifier),
            "revision": SchemaParts.described(
                "Counts from 1; a higher one replaces the lower one whole.",
                ["type": "integer", "minimum": 1, "maximum": .number("\(Int32.max)")]
            ),
            "program": SchemaParts.described("The program.", ["const": .text(self.rulebook.program)]),
            "submitted_on": SchemaParts.described(
                "The day on which it was submitted; the edition goes by it.",
                ["type": "string", "format": "date", "pattern": SchemaParts.datePattern]
            ),
            "customer": self.section(.customer, "The applicant."),
            "site": self.section(.site, "The building."),
            "installer": self.section(.installer, "Who did the work."),
            "project": self.section(.project, "The work as a whole."),
            "measures": SchemaParts.described(
                "What was installed: the lines, with ids of their own.",
                [
                    "type": "array",
                    "minItems": .number("\(LineReader.lines.lowerBound)"),
                    "maxItems": .number("\(LineReader.lines.upperBound)"),
                    "items": ["$ref": "#/$defs/line"],
                ]
            ),
            "documents": SchemaParts.described(
                "What was sent along; null or absent: nothing.",
                ["type": ["array", "null"], "items": ["$ref": "#/$defs/document"]]
            ),
        ]
    }

    /// The facts of one home, such as the customer; an id that limits are kept by must be there.
    private func section(_ home: FactHome, _ description: String) -> SchemaValue {
        let isKeyed = home == .customer || home == .site
        let members = self.rulebook.facts[home].facts
            .map { fact in
                (fact.name, isKeyed && fact.name == "id" ? FactSchema.key(fact.meaning) : FactSchema.property(fact))
            }
        let properties: SchemaValue = [
            "properties": .object(members),
            "additionalProperties": false,
        ]
        let head: SchemaValue =
            isKeyed
            ? ["description": .text(description), "type": "object", "required": ["id"]]
            : ["description": .text(description), "type": ["object", "null"]]
        return head.adding(properties)
    }

    private var definitions: SchemaValue {
        let lines: SchemaValue = LineFactsSchema(rulebook: self.rulebook).definitions
        return lines.adding([
            "document": [
                "description": "A document; its parts may be null.",
                "type": "object",
                "properties": .object(CommonFacts.documentShape.fields.map { ($0.name, FactSchema.part($0.type)) }),
                "additionalProperties": false,
            ],
            "address": [
                "description": "A postal address; it is given when all its parts but line2 are.",
                "type": ["object", "null"],
                "properties": .object(CommonFacts.addressShape.fields.map { ($0.name, FactSchema.part($0.type)) }),
                "additionalProperties": false,
            ],
            "amount": [
                "description": "US dollars: a text with two decimals, or a number with at most two.",
                "type": ["string", "number", "null"],
                "pattern": SchemaParts.amountPattern,
                "minimum": 0,
                "exclusiveMaximum": .number("\(NumberReader.bound)"),
            ],
            "date": [
                "description": "A date of the calendar, YYYY-MM-DD.",
                "type": ["string", "null"],
                "format": "date",
                "pattern": SchemaParts.datePattern,
            ],
            "number": Self.number("number", "A number."),
            "integer": Self.number("integer", "A whole number."),
        ])
    }

    private static func number(_ type: SchemaValue, _ description: SchemaValue) -> SchemaValue {
        [
            "description": description,
            "type": [type, "null"],
            "exclusiveMinimum": .number("-\(NumberReader.bound)"),
            "exclusiveMaximum": .number("\(NumberReader.bound)"),
        ]
    }
}
