import JSON

/// The schema of an event: CloudEvents 1.0 in structured JSON mode.
enum EventSchema {
    static var file: SchemaFile {
        let head: SchemaValue = [
            "$schema": SchemaParts.dialect,
            "$id": "urn:rebated:event.v1",
            "title": "Event",
            "description": .text(Self.description),
            "type": "object",
            "required": ["specversion", "id", "source", "type", "data"],
            "properties": Self.attributes,
            "allOf": .list(EventType.allCases.map(Self.data)),
        ]
        return SchemaFile(name: "event.schema.json", schema: head)
    }

    private static let description = """
        The envelope of every message: CloudEvents 1.0 in structured JSON mode (application/cloudevents+json). Its \
        type tells what its data is. A message with the content type application/json is the data alone; its \
        properties message_id, app_id, type and timestamp then stand for id, source, type and time. Extension \
        attributes are let through, as CloudEvents has it.
        """

    private static let attributes: SchemaValue = [
        "specversion": SchemaParts.described("The version of CloudEvents.", ["const": "1.0"]),
        "id": SchemaParts.described("The same for every copy of the event.", SchemaParts.someText),
        "source": SchemaParts.described("Who made the event: a portal, or the worker.", SchemaParts.someText),
        "type": SchemaParts.described("What the event is.", SchemaParts.oneOf(EventType.self)),
        "subject": SchemaParts.described("The application's id, where there is one.", SchemaParts.someText),
        "time": SchemaParts.described("When it came about.", ["type": "string", "format": "date-time"]),
        "datacontenttype": SchemaParts.described("The data's media type.", SchemaParts.text),
        "dataschema": SchemaParts.described("The $id of the data's schema.", ["type": "string", "format": "uri"]),
        "data": ["description": "What the event says; its schema goes by the type."],
    ]

    private static func data(of type: EventType) -> SchemaValue {
        [
            "if": ["properties": ["type": ["const": .text(type.rawValue)]]],
            "then": ["properties": ["data": ["$ref": .text(type.dataSchema)]]],
        ]
    }
}
