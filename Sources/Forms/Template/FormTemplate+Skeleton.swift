import FEEL
public import JSON
import Rulebook

extension FormTemplate {
    /// An application with every fact of the program, none of them known: `null` throughout.
    ///
    /// It has one line, one unit and one document; what is not needed can be left out.
    public var skeleton: SchemaValue {
        let unit = self.object(.unit)
        let line = self.object(.line).adding(["units": [unit]])
        return [
            "application": nil,
            "revision": 1,
            "program": .text(self.rulebook.program),
            "submitted_on": nil,
            "customer": self.object(.customer),
            "site": self.object(.site),
            "installer": self.object(.installer),
            "project": self.object(.project),
            "measures": [line],
            "documents": [.object(CommonFacts.documentShape.fields.map { ($0.name, SchemaValue.null) })],
        ]
    }

    private func object(_ home: FactHome) -> SchemaValue {
        .object(
            // An address of nulls would be one that lacks all its parts, and not an unknown one.
            self.rulebook.facts[home].facts.map { ($0.name, SchemaValue.null) }
        )
    }
}
