/// A message that the ledger owes the broker: committed with what it tells, removed once it is confirmed.
///
/// A class, since it is handed on from the books to the outbox and to the broker: that counts one reference instead of
/// those of all its texts.
public final class OutboxEvent: Sendable {
    /// The event's id, derived from what it says, so that a copy can be told from a second event.
    public let id: String
    /// The event's type.
    public let type: String
    /// Where it is published.
    public let exchange: String
    /// The key that it is routed by.
    public let routingKey: String
    /// The application's id.
    public let correlationID: String
    /// The W3C trace context that it passes on.
    public let traceparent: String?
    /// The whole message.
    public let body: [UInt8]
    /// When it was made, in milliseconds since 1970.
    public let createdAt: Int64
    /// Its place in the outbox, in the order of commitment; 0 until it is stored.
    public let place: Int64
    /// Why the broker sent it back; `nil` if it did not.
    public let returned: String?
    /// The slot of the process that publishes it; `nil` if nobody does.
    public let owner: Int?

    /// An event of all its parts.
    public init(
        id: String,
        type: String,
        exchange: String,
        routingKey: String,
        correlationID: String,
        traceparent: String?,
        body: [UInt8],
        createdAt: Int64,
        place: Int64 = 0,
        returned: String? = nil,
        owner: Int? = nil
    ) {
        self.id = id
        self.type = type
        self.exchange = exchange
        self.routingKey = routingKey
        self.correlationID = correlationID
        self.traceparent = traceparent
        self.body = body
        self.createdAt = createdAt
        self.place = place
        self.returned = returned
        self.owner = owner
    }
}

extension OutboxEvent: Equatable {
    /// Whether they are the same event, at the same place of the outbox and in the same state.
    public static func == (left: OutboxEvent, right: OutboxEvent) -> Bool {
        left.id == right.id && left.type == right.type && left.exchange == right.exchange
            && left.routingKey == right.routingKey && left.correlationID == right.correlationID
            && left.traceparent == right.traceparent && left.body == right.body && left.createdAt == right.createdAt
            && left.place == right.place && left.returned == right.returned && left.owner == right.owner
    }
}
