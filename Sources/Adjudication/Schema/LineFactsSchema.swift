import JSON
import Messages
import Rulebook

/// The schemas of a line and of a unit, with the types that are narrower on some measures.
struct LineFactsSchema {
    let rulebook: Rulebook

    /// The facts whose types hold on the same measures.
    private struct Group {
        let measures: [String]
        var line: [(String, SchemaValue)] = []
        var unit: [(String, SchemaValue)] = []
    }

    var definitions: SchemaValue {
        let line: SchemaValue = [
            "description": "A line: one measure, with facts of its own and those of its units.",
            "type": "object",
            "required": ["id", "measure"],
            "properties": .object(self.rulebook.facts.line.facts.map { ($0.name, self.lineProperty($0)) })
                .adding([
                    "units": [
                        "description": "The units installed; null or none: not known.",
                        "type": ["array", "null"],
                        "maxItems": .number("\(LineReader.mostUnits)"),
                        "items": ["$ref": "#/$defs/unit"],
                    ]
                ]),
            "additionalProperties": false,
        ]
        let groups = self.groups
        return [
            "line": groups.isEmpty ? line : line.adding(["allOf": .list(groups.map(self.condition))]),
            "unit": [
                "description": "One unit of a line.",
                "type": "object",
                "properties": .object(self.rulebook.facts.unit.facts.map { ($0.name, self.property($0)) }),
                "additionalProperties": false,
            ],
        ]
    }

    private func lineProperty(_ fact: FactDeclaration) -> SchemaValue {
        switch fact.name {
        case "id": SchemaParts.described(fact.meaning, SchemaParts.identifier)
        case "measure":
            SchemaParts.described(
                "The measure. " + self.rulebook.measures.map { "\($0.id): \($0.title)" }.joined(separator: "; "),
                ["enum": .texts(self.rulebook.measures.map(\.id))]
            )
        default: self.property(fact)
        }
    }

    private func property(_ fact: FactDeclaration) -> SchemaValue {
        self.isNarrowed(fact) ? FactSchema.property(fact) : FactSchema.annotated(fact, [:])
    }

    /// Whether its own type holds everywhere, so that conditions need tell only what is narrower.
    private func isNarrowed(_ fact: FactDeclaration) -> Bool {
        fact.typeByMeasure.values.allSatisfy { type in
            switch (fact.type, type) {
            case (.text, .oneOf), (.number, .integer): true
            case (.oneOf(let all), .oneOf(let some)): Set(all).isSuperset(of: some)
            default: fact.type == type
            }
        }
    }

    /// What holds on some measures only; the measures in the rulebook's order, so that the schema is always the same.
    private var groups: [Group] {
        var groups: [Group] = []
        for home in [FactHome.line, .unit] {
            for fact in self.rulebook.facts[home].facts where !fact.typeByMeasure.isEmpty {
                var types: [(type: FactType, measures: [String])] = []
                for measure in self.rulebook.measures.map(\.id) {
                    let type = fact.type(on: measure)
                    if self.isNarrowed(fact), type == fact.type { continue }
                    if let index = types.firstIndex(where: { $0.type == type }) {
                        types[index].measures.append(measure)
                    } else {
                        types.append((type, [measure]))
                    }
                }
                for (type, measures) in types {
                    let index = groups.firstIndex { $0.measures == measures } ?? groups.count
                    if index == groups.count { groups.append(Group(measures: measures)) }
                    let member = (fact.name, FactSchema.type(fact, type))
                    if home == .line { groups[index].line.append(member) } else { groups[index].unit.append(member) }
                }
            }
        }
        return groups
    }

    private func condition(_ group: Group) -> SchemaValue {
        var members = group.line
        if !group.unit.isEmpty {
            members.append(("units", ["items": ["properties": .object(group.unit)]]))
        }
        return [
            "if": ["properties": ["measure": ["enum": .texts(group.measures)]]],
            "then": ["properties": .object(members)],
        ]
    }
}
