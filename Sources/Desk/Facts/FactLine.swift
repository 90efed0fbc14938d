internal import JSON
public import Messages
public import Rulebook

/// A fact as a reviewer reads it.
public struct FactLine: Sendable, Equatable {
    /// Its path in the application.
    public let path: String
    /// Its name with blanks: `max capacity 5f btuh`.
    public let name: String
    /// Where it stands, such as `unit 1 of line m1`.
    public let place: String
    /// What it means, as the rulebook says; empty where that isn't known.
    public let meaning: String
    /// Its value with its unit: `66,400 Btu/h`, `yes`, `not stated`.
    public let value: String
    /// Whether it is not known.
    public let isMissing: Bool

    /// Makes a line of a fact.
    ///
    /// - Parameters:
    ///   - fact: Path and value.
    ///   - facts: What the rulebook declares; `nil`: the path stands alone.
    ///   - lines: The ids of the application's lines.
    public init(_ fact: Finding.Fact, facts: FactCatalog?, lines: [String]) {
        let place = FactPlace(fact.path)
        let declaration = place?.declaration(in: facts)
        self.path = fact.path
        self.name = (place?.name ?? fact.path).replacing("_", with: " ")
        self.place = place?.words(lines: lines) ?? ""
        self.meaning = declaration?.meaning ?? (place?.name == "units" ? "the units of this line" : "")
        self.value = Self.text(fact.value, declaration)
        self.isMissing = fact.value == .null
    }

    /// A line of a fact that is missing.
    public init(missing path: String, facts: FactCatalog?, lines: [String]) {
        self.init(Finding.Fact(path: path, value: .null), facts: facts, lines: lines)
    }

    private static func text(_ value: FactValue, _ declaration: FactDeclaration?) -> String {
        switch value {
        case .null: return "not stated"
        case .boolean(let truth): return truth ? "yes" : "no"
        case .number(let digits): return Self.number(digits, declaration)
        case .text(let text):
            return declaration?.type == .money ? Self.number(text, declaration) : text
        case .json(let bytes):
            guard let document = try? JSONDocument(parsing: bytes) else { return "" }
            return document.root.spoken
        }
    }

    private static func number(_ digits: String, _ declaration: FactDeclaration?) -> String {
        if declaration?.type == .money {
            return Cents(digits)?.dollars ?? "$\(digits.grouped)"
        }
        let unit: String =
            switch declaration?.unit {
            case "percent": " %"
            case .some(let unit): " \(unit)"
            case .none: ""
            }
        return digits.grouped + unit
    }
}

extension JSONValue {
    /// The values inside, as a person reads them.
    var spoken: String {
        switch self.kind {
        case .null: "–"
        case .boolean: self.boolean == true ? "yes" : "no"
        case .number, .string: self.string ?? String(decoding: self.source, as: UTF8.self)
        case .array: self.elements.map(\.spoken).joined(separator: ", ")
        case .object: self.members.filter { !$0.value.isNull }.map(\.value.spoken).joined(separator: ", ")
        }
    }
}
