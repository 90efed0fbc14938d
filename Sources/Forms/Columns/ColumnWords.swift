import FEEL
import Rulebook

/// What a person is told about a column.
struct ColumnWords {
    let column: FormColumn
    let rulebook: Rulebook

    /// What it means.
    var meaning: String {
        switch self.column.content {
        case .application: "the application's id, unique within the program: 1 to 64 characters of A-Z a-z 0-9 . _ -"
        case .revision: "counts from 1; a higher one replaces the lower one whole"
        case .program: "the program's id; blank: \(self.rulebook.program)"
        case .submittedOn: "the day of submission, by which the program's edition goes"
        case .unitNumber:
            "which unit of the line the row is about: 1, 2, 3…; needed only for a unit of which nothing else is known"
        case .fact(let fact):
            fact.unknownIf.map { "\(fact.meaning); \($0) says nothing yet" } ?? fact.meaning
        case .addressPart(let fact, let part): "\(fact.meaning): \(Self.partNames[part] ?? part)"
        case .document(let part): Self.documentParts[part] ?? part
        }
    }

    private static let partNames = [
        "line1": "street and number", "line2": "second line, if any", "city": "city", "state": "state",
        "zip": "ZIP code",
    ]
    private static let documentParts = [
        "kind": "what the document is, such as invoice", "name": "the file's name",
        "media_type": "the file's media type, such as application/pdf",
        "model_numbers": "the model numbers that stand in it, separated by semicolons or line breaks",
    ]

    /// What may stand in its cells.
    var type: String {
        switch self.column.content {
        case .revision, .unitNumber: "whole number from 1"
        case .submittedOn: Self.words(.date)
        case .application, .program, .addressPart, .document: Self.words(.text)
        case .fact(let fact): self.type(fact)
        }
    }

    private func type(_ fact: FactDeclaration) -> String {
        if self.column.name == "line.measure" { return "one of the program's measures" }
        var bounds: [String] = []
        if let least = fact.atLeast { bounds.append("at least \(least)") }
        if let above = fact.above { bounds.append("above \(above)") }
        return ([Self.words(fact.type)] + bounds).joined(separator: ", ")
    }

    /// A type, for people.
    static func words(_ type: FactType) -> String {
        switch type {
        case .boolean: "yes or no"
        case .integer: "whole number"
        case .number: "number"
        case .money: "amount with at most two decimals"
        case .date: "date, such as 2026-03-02"
        case .text, .address: "text"
        case .oneOf: "one of the choices"
        }
    }

    /// The values that a drop-down offers, and whether others may stand there.
    var choices: (values: [String], isOpen: Bool) {
        switch self.column.content {
        case .program: return ([self.rulebook.program], false)
        case .fact(let fact):
            if self.column.name == "line.measure" { return (self.rulebook.measures.map(\.id), false) }
            if fact.type == .boolean { return (["yes", "no"], false) }
            if case .oneOf(let values) = fact.type { return (values, false) }
            return (self.narrower(fact).flatMap(\.values).firstOfEach, true)
        case .application, .revision, .submittedOn, .unitNumber, .addressPart, .document: return ([], false)
        }
    }

    /// Choices that hold on some measures only.
    private func narrower(_ fact: FactDeclaration) -> [(measures: [String], values: [String])] {
        var found: [(measures: [String], values: [String])] = []
        for measure in self.rulebook.measures.map(\.id) {
            guard case .oneOf(let values) = fact.typeByMeasure[measure] else { continue }
            if let index = found.firstIndex(where: { $0.values == values }) {
                found[index].measures.append(measure)
            } else {
                found.append(([measure], values))
            }
        }
        return found
    }

    /// The choices, for a person who reads.
    var choicesText: String {
        if self.column.name == "line.measure" {
            return self.rulebook.measures.map { "\($0.id): \($0.title)" }.joined(separator: "\n")
        }
        guard case .fact(let fact) = self.column.content else { return self.choices.values.joined(separator: ", ") }
        let narrower = self.narrower(fact)
        if narrower.isEmpty { return self.choices.values.joined(separator: ", ") }
        return narrower.map { "on \($0.measures.joined(separator: ", ")): \($0.values.joined(separator: ", "))" }
            .joined(separator: "\n")
    }

    /// What a blank cell means.
    var blank: String {
        if self.column.isRequired { return "not allowed" }
        switch self.column.content {
        case .program: return self.rulebook.program
        case .fact(let fact):
            return fact.defaultValue.map(Self.words) ?? "not known"
        case .addressPart, .document, .unitNumber, .application, .revision, .submittedOn: return "none"
        }
    }

    private static func words(_ value: Value) -> String {
        switch value {
        case .boolean(let truth): truth ? "yes" : "no"
        case .number(let number): "\(number)"
        case .text(let text): text
        case .date(let date): "\(date)"
        default: "not known"
        }
    }
}

extension [String] {
    /// Each text where it stands first.
    var firstOfEach: [String] {
        var seen: Set<String> = []
        return self.filter { seen.insert($0).inserted }
    }
}
