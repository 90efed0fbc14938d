import FEEL
import JSON
import Messages
import Rulebook

/// The schema of one fact's value, as ``FactReader`` takes it.
///
/// Every fact may be null: it is then not known, or its default.
enum FactSchema {
    /// The fact as a member of its home: its meaning, its type, its default.
    static func property(_ fact: FactDeclaration) -> SchemaValue {
        self.annotated(fact, self.type(fact, fact.type))
    }

    /// The fact's meaning and default, and what is told of its values.
    static func annotated(_ fact: FactDeclaration, _ type: SchemaValue) -> SchemaValue {
        let meaning = fact.unknownIf.map { "\(fact.meaning); \($0) says nothing yet" } ?? fact.meaning
        let told = meaning.isEmpty ? type : SchemaParts.described(meaning, type)
        return fact.defaultValue.map { told.adding(["default": self.value($0)]) } ?? told
    }

    /// The id that limits are kept by: of any characters that can be seen.
    static func key(_ meaning: String) -> SchemaValue {
        SchemaParts.described(
            meaning,
            [
                "type": "string",
                "minLength": 1,
                "maxLength": 64,
                "pattern": SchemaParts.visible,
                "not": SchemaParts.control,
            ]
        )
    }

    /// The values of a fact where it has `type`.
    static func type(_ fact: FactDeclaration, _ type: FactType) -> SchemaValue {
        switch type {
        case .boolean: ["type": ["boolean", "null"]]
        case .integer: self.number("integer", fact)
        case .number: self.number("number", fact)
        case .money: ["$ref": "#/$defs/amount"]
        case .date: ["$ref": "#/$defs/date"]
        case .address: ["$ref": "#/$defs/address"]
        case .oneOf(let values): ["enum": .list(values.map { .text($0) } + [.null])]
        // A dwelling unit is part of a limit's key.
        case .text where fact.home == .site && fact.name == "dwelling_unit":
            ["type": ["string", "null"], "not": SchemaParts.control]
        case .text: SchemaParts.textOrNull
        }
    }

    /// A part of an address or a document.
    static func part(_ type: ValueType) -> SchemaValue {
        if type == .text { return SchemaParts.textOrNull }
        return ["type": ["array", "null"], "items": SchemaParts.text]
    }

    /// Bounds beside those that all numbers have.
    private static func number(_ name: String, _ fact: FactDeclaration) -> SchemaValue {
        var members: [(String, SchemaValue)] = [("$ref", .text("#/$defs/\(name)"))]
        if let least = fact.atLeast { members.append(("minimum", .number("\(least)"))) }
        if let above = fact.above { members.append(("exclusiveMinimum", .number("\(above)"))) }
        return .object(members)
    }

    private static func value(_ value: Value) -> SchemaValue {
        switch value {
        case .boolean(let truth): .boolean(truth)
        case .number(let number): .number("\(number)")
        case .text(let text): .text(text)
        case .date(let date): .text("\(date)")
        default: .null
        }
    }
}
