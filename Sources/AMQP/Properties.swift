/// The properties of a message, as AMQP 0-9-1 names them; `nil` means not sent.
public struct Properties: Sendable, Equatable {
    /// The media type of the body, such as `application/json`.
    public var contentType: String?
    /// The encoding of the body, such as `gzip`.
    public var contentEncoding: String?
    /// Application headers, in the order in which they are sent.
    public var headers: [Header] = []
    /// 2 for a persistent message, 1 for one that may die with the broker.
    public var deliveryMode: UInt8?
    /// 0 to 255; few queues look at it.
    public var priority: UInt8?
    /// What this message belongs to.
    public var correlationID: String?
    /// The queue that an answer should go to.
    public var replyTo: String?
    /// Time to live in milliseconds, as text.
    public var expiration: String?
    /// The sender's id for this message.
    public var messageID: String?
    /// Seconds since 1970.
    public var timestamp: UInt64?
    /// The kind of the message.
    public var type: String?
    /// The user who sent it; the broker refuses a message with a user other than the connection's.
    public var userID: String?
    /// The application that sent it.
    public var appID: String?

    /// Makes properties of which none is set.
    public init() {}

    /// The first header of that name.
    ///
    /// - Complexity: O(number of headers).
    public subscript(header name: String) -> HeaderValue? {
        self.headers.first { $0.name == name }?.value
    }
}

/// One application header.
public struct Header: Sendable, Equatable {
    /// The name, at most 255 bytes of UTF-8 (128 by the standard).
    public var name: String
    /// The value.
    public var value: HeaderValue

    /// Makes a header.
    public init(_ name: String, _ value: HeaderValue) {
        self.name = name
        self.value = value
    }
}
