public import JSON

/// A schema and the name of the file that holds it.
public struct SchemaFile: Sendable, Equatable {
    /// The file's name.
    public let name: String
    /// The schema.
    public let schema: SchemaValue

    /// Puts `schema` into a file called `name`.
    public init(name: String, schema: SchemaValue) {
        self.name = name
        self.schema = schema
    }

    /// The schema of the data of events of `type`: its `$id` is what their `dataschema` names.
    static func data(of type: EventType, title: String, description: String, _ schema: SchemaValue) -> SchemaFile {
        let head: SchemaValue = [
            "$schema": SchemaParts.dialect,
            "$id": .text(type.dataSchema),
            "title": .text(title),
            "description": .text(description),
        ]
        return SchemaFile(name: "\(type.rawValue).schema.json", schema: head.adding(schema))
    }
}
