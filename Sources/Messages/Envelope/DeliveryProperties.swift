/// What a message's transport says about it: the AMQP properties that the contract reads.
public struct DeliveryProperties: Sendable, Equatable {
    /// `content_type`, such as `application/cloudevents+json`.
    public var contentType: String?
    /// `message_id`: a bare body's event id.
    public var messageID: String?
    /// `type`: a bare body's event type.
    public var type: String?
    /// `app_id`: a bare body's source.
    public var appID: String?
    /// `timestamp`, in seconds since 1970: a bare body's time.
    public var timestamp: UInt64?
    /// `user_id`: the portal or reviewer, which the broker vouches for.
    public var userID: String?
    /// The routing key, by which the type of a bare body without `type` is told.
    public var routingKey: String
    /// The W3C `traceparent` header.
    public var traceparent: String?

    /// Properties of all their parts; what is left out was not sent.
    public init(
        contentType: String? = nil,
        messageID: String? = nil,
        type: String? = nil,
        appID: String? = nil,
        timestamp: UInt64? = nil,
        userID: String? = nil,
        routingKey: String = "",
        traceparent: String? = nil
    ) {
        self.contentType = contentType
        self.messageID = messageID
        self.type = type
        self.appID = appID
        self.timestamp = timestamp
        self.userID = userID
        self.routingKey = routingKey
        self.traceparent = traceparent
    }

    /// The timestamp as RFC 3339.
    public var time: String? {
        self.timestamp.flatMap { seconds in
            // Year 9999 ends here; beyond it there is no RFC 3339.
            seconds < 253_402_300_800 ? Instant(milliseconds: Int64(seconds) * 1000).description : nil
        }
    }
}
