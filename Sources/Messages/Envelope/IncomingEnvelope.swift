public import JSON

/// An event as it came in: CloudEvents in structured mode, or bare data with its properties.
public struct IncomingEnvelope: Sendable {
    /// What it is.
    public let type: EventType
    /// Its id, `nil` where a bare body came without `message_id`.
    public let id: String?
    /// When it says that it was made, RFC 3339.
    public let time: String?
    /// What it says.
    public let data: JSONValue

    /// Reads the envelope of a message.
    ///
    /// - Parameters:
    ///   - body: The message's bytes.
    ///   - properties: What the transport says about it.
    /// - Throws: ``EnvelopeError`` with every problem: not JSON, no event, of a type that workers don't take.
    public init(body: [UInt8], properties: DeliveryProperties) throws(EnvelopeError) {
        let document: JSONDocument
        do {
            document = try JSONDocument(parsing: body)
        } catch {
            throw EnvelopeError(problems: [
                Problem(path: error.path, problem: body.isEmpty ? "the message is empty" : "not JSON: \(error)")
            ])
        }
        let root = document.root
        guard root.kind == .object else {
            throw EnvelopeError(problems: [Problem(path: "", problem: "the message must be a JSON object")])
        }
        if Self.isStructured(properties.contentType, root) {
            try self.init(event: root)
        } else {
            try self.init(bare: root, properties: properties)
        }
    }

    private init(event: JSONValue) throws(EnvelopeError) {
        var problems: [Problem] = []
        if event["specversion"]?.equals("1.0") != true {
            problems.append(Problem(path: "specversion", problem: "must be \"1.0\""))
        }
        let id = event["id"]?.string
        if id?.isEmpty ?? true {
            problems.append(Problem(path: "id", problem: "an event needs an id that is not blank"))
        }
        if event["source"].map({ $0.kind != .string || $0.equals("") }) ?? true {
            problems.append(Problem(path: "source", problem: "an event needs a source that is not blank"))
        }
        let type = event["type"]?.string.flatMap(EventType.init(rawValue:))
        if type == nil { problems.append(Self.unknownType(event["type"]?.string)) }
        let data = event["data"]
        if data == nil { problems.append(Problem(path: "data", problem: "an event needs data")) }
        guard problems.isEmpty, let type, let data else {
            throw EnvelopeError(problems: problems, application: data?["application"]?.string)
        }
        self.type = type
        self.id = id
        // A time that is none is not passed on; nothing that is decided depends on it.
        self.time = event["time"]?.string.flatMap { Instant.isTimestamp($0) ? $0 : nil }
        self.data = data
    }

    private init(bare data: JSONValue, properties: DeliveryProperties) throws(EnvelopeError) {
        guard let type = Self.type(of: properties) else {
            throw EnvelopeError(problems: [Self.unknownType(properties.type)], application: data["application"]?.string)
        }
        self.type = type
        self.id = properties.messageID
        self.time = properties.time
        self.data = data
    }

    /// The `type` property; where none was sent, what the routing key begins with.
    private static func type(of properties: DeliveryProperties) -> EventType? {
        if let type = properties.type, !type.isEmpty { return EventType(rawValue: type) }
        return properties.routingKey.split(separator: ".").first.flatMap { EventType(firstWord: $0) }
    }

    private static func isStructured(_ contentType: String?, _ root: JSONValue) -> Bool {
        // As it is nearly always spelt.
        if contentType == OutgoingEvent.contentType { return true }
        let media = contentType?.split(separator: ";").first.map { $0.filter { $0 != " " }.lowercased() }
        switch media {
        case "application/cloudevents+json": return true
        case "application/json": return false
        // A portal that forgot to say what it sends is understood all the same.
        default: return root["specversion"] != nil
        }
    }

    private static func unknownType(_ type: String?) -> Problem {
        guard let type else {
            return Problem(
                path: "type",
                problem: "the event's type is missing, such as rebated.application.submitted.v1"
            )
        }
        return Problem(path: "type", problem: "\"\(type.prefix(80))\" is no event type that workers take")
    }
}

/// A message that is no event.
public struct EnvelopeError: Error, Sendable, Equatable {
    /// All that is wrong.
    public let problems: [Problem]
    /// The application's id, where it could be read all the same.
    public let application: String?

    /// An error of all its parts.
    public init(problems: [Problem], application: String? = nil) {
        self.problems = problems
        self.application = application
    }
}
