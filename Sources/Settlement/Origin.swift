import Digest
import Messages

/// Where a message came from, as far as its answers need to know.
///
/// A class, since it goes with its message from stage to stage: handing it on counts one reference instead of five.
public final class Origin: Sendable {
    /// The portal, by the user that the broker vouches for; `-` where none was sent.
    public let portal: String
    /// The W3C `traceparent` of the message.
    public let traceparent: String?
    /// The message's own id.
    public let messageID: String?
    /// When the message says that it was made, RFC 3339: what its rejection tells as time, the same for every copy.
    public let time: String?
    /// The message's bytes: what the id of a rejection is derived from.
    public let body: [UInt8]

    /// An origin of all its parts.
    public init(
        portal: String,
        traceparent: String? = nil,
        messageID: String? = nil,
        time: String? = nil,
        body: [UInt8] = []
    ) {
        self.portal = portal
        // What is no trace context is not passed on: a header of any size would make the answer unpublishable.
        self.traceparent = traceparent.flatMap { $0.utf8.count <= 128 ? $0 : nil }
        self.messageID = messageID
        self.time = time
        self.body = body
    }

    /// The user that the broker vouches for; `nil` where none was sent.
    var user: String? { self.portal == Names.nobody ? nil : self.portal }

    /// What tells a copy of the message from another one: its id, else a digest of its bytes; `nil` without either.
    var identity: String? {
        if let messageID, !messageID.isEmpty { return messageID }
        return self.body.isEmpty ? nil : SHA256.hexadecimal(self.body)
    }
}
