import FEEL
import JSON
import Rulebook

/// Reads the documents that were sent along.
enum DocumentReader {
    static func read(_ value: JSONValue?, problems: inout ProblemList) -> Value {
        guard let value, !value.isNull else { return .list([]) }
        guard value.kind == .array else {
            problems.add("documents", "must be a list of documents")
            return .list([])
        }
        return .list(value.elements.enumerated().map { Self.document($1, $0, &problems) })
    }

    private static func document(_ value: JSONValue, _ index: Int, _ problems: inout ProblemList) -> Value {
        let shape = CommonFacts.documentShape
        var parts = [Value](repeating: .null, count: shape.fields.count)
        guard value.kind == .object else {
            problems.add(
                "documents[\(index)]",
                "must be a document: an object with kind, name, media_type, model_numbers"
            )
            return .context(Context(shape: shape, values: parts))
        }
        value.forEachMember { key, part in
            guard let place = key.place(in: CommonFacts.documentNames) else {
                problems.add(
                    "documents[\(index)].\(key.string)",
                    "is no field of a document; it has kind, name, media_type, model_numbers"
                )
                return
            }
            if part.isNull { return }
            let path = { "documents[\(index)].\(shape.fields[place].name)" }
            if case .text = shape.fields[place].type {
                if let text = part.string { parts[place] = .text(text) } else { problems.add(path(), "must be text") }
            } else {
                parts[place] = Self.models(part, path, &problems)
            }
        }
        return .context(Context(shape: shape, values: parts))
    }

    private static func models(_ value: JSONValue, _ path: () -> String, _ problems: inout ProblemList) -> Value {
        guard value.kind == .array else {
            problems.add(path(), "must be a list of model numbers")
            return .null
        }
        var models: [Value] = []
        models.reserveCapacity(value.count)
        for (index, element) in value.elements.enumerated() {
            if let text = element.string {
                models.append(.text(text))
            } else {
                problems.add("\(path())[\(index)]", "must be text")
            }
        }
        return .list(models)
    }
}
