import FEEL
import JSON
import Rulebook

/// Reads the documents that were sent along.
enum DocumentReader {
    /// The documents as a value of the rule language.
    ///
    /// - Parameter isRead: Whether any rule can look at them. If not, they are checked all the same, but nothing is made
    ///   of them: they are the largest part of most applications.
    static func read(_ value: JSONValue?, isRead: Bool, problems: inout ProblemList) -> Value {
        guard let value, !value.isNull else { return .list([]) }
        guard value.kind == .array else {
            problems.add("documents", "must be a list of documents")
            return .list([])
        }
        var documents: [Value] = []
        if isRead { documents.reserveCapacity(value.count) }
        var index = 0
        value.forEachElement { document in
            if isRead || !Self.isSound(document) {
                let parts = Self.parts(document, index, isRead: isRead, &problems)
                if isRead { documents.append(.context(Context(shape: CommonFacts.documentShape, values: parts))) }
            }
            index += 1
        }
        return .list(documents)
    }

    /// Whether ``parts(_:_:isRead:_:)`` would have nothing to tell: how it is with nearly every document.
    private static func isSound(_ value: JSONValue) -> Bool {
        guard value.kind == .object else { return false }
        let names = CommonFacts.documentNames
        let models = CommonFacts.modelNumbersPlace
        var isSound = true
        value.forEachMember { key, part in
            if let place = key.place(in: names) {
                if part.isNull { return }
                if place == models ? part.hasOnlyStrings : part.kind == .string { return }
            }
            isSound = false
        }
        return isSound
    }

    /// The values of a document's fields; none if it is not read.
    private static func parts(
        _ value: JSONValue,
        _ index: Int,
        isRead: Bool,
        _ problems: inout ProblemList
    ) -> [Value] {
        let shape = CommonFacts.documentShape
        var parts = isRead ? [Value](repeating: .null, count: shape.fields.count) : []
        guard value.kind == .object else {
            problems.add(
                "documents[\(index)]",
                "must be a document: an object with kind, name, media_type, model_numbers"
            )
            return parts
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
            if place == CommonFacts.modelNumbersPlace {
                let models = Self.models(part, path, isRead: isRead, &problems)
                if isRead { parts[place] = models }
            } else if part.kind != .string {
                problems.add(path(), "must be text")
            } else if isRead, let text = part.string {
                parts[place] = .text(text)
            }
        }
        return parts
    }

    private static func models(
        _ value: JSONValue,
        _ path: () -> String,
        isRead: Bool,
        _ problems: inout ProblemList
    ) -> Value {
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
