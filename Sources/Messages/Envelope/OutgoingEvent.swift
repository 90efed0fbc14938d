public import JSON

/// Writes events as CloudEvents 1.0 in structured JSON mode.
public enum OutgoingEvent {
    /// The media type of what ``body(id:type:subject:time:data:)`` writes.
    public static let contentType = "application/cloudevents+json"
    /// The `source` of a worker's events.
    public static let source = "rebated"

    /// The bytes of one event.
    ///
    /// - Parameters:
    ///   - id: The event's id: the same for every copy of it.
    ///   - type: What it is.
    ///   - subject: The application's id, where there is one.
    ///   - time: When it came about, RFC 3339; `nil` where every copy must be the same and no time is.
    ///   - size: How many bytes of data are expected.
    ///   - data: Writes the event's data.
    public static func body(
        id: String,
        type: EventType,
        subject: String?,
        time: String?,
        size: Int = 2560,
        data: (inout JSONWriter) -> Void
    ) -> [UInt8] {
        var json = JSONWriter(capacity: size + 512)
        json.beginObject()
        json.key("specversion")
        json.value("1.0")
        json.key("id")
        json.value(id)
        json.key("source")
        json.value(Self.source)
        json.key("type")
        json.value(type.rawValue)
        // A rejection may echo an id that is blank, which CloudEvents forbids as a subject.
        if let subject, !subject.isEmpty {
            json.key("subject")
            json.value(subject)
        }
        if let time {
            json.key("time")
            json.value(time)
        }
        json.key("dataschema")
        json.value(type.dataSchema)
        json.key("datacontenttype")
        json.value("application/json")
        json.key("data")
        data(&json)
        json.endObject()
        return json.finish()
    }
}
