internal import AMQP
internal import Tracing

/// A settled delivery on its way out: its events have to reach the broker before it ends.
struct Parcel: Sendable {
    /// The delivery to end; `nil` for events that an earlier run of the worker left behind.
    let receipt: Receipt?
    /// What has to be published, in order.
    var messages: [Outgoing]
    /// What to publish as well if one of the messages comes back unroutable: the original, set aside.
    var fallback: OutboundMessage?
    /// Whether its one message goes to a retry queue: if that takes it not, the delivery doesn't end.
    var isRetry = false
    /// Whether that queue has yet to show that it lets go of what it gets: the delivery doesn't end before.
    var isTrial = false
    /// Under which the ledger has noted that the delivery was tried; to be forgotten when it ends.
    var fingerprint: [UInt8]?
    /// When the delivery came; `nil` for events without one.
    var timing: DeliveryTiming?

    /// A message with the outbox event that it carries.
    struct Outgoing: Sendable {
        /// The event's id in the outbox; `nil` for a message that is set aside, which has no place there.
        let event: String?
        /// What is published.
        var message: OutboundMessage
        /// The span of its way to the broker; `nil` if that isn't kept.
        var span: (any Tracing.Span)?

        init(event: String?, message: OutboundMessage) {
            self.event = event
            self.message = message
        }
    }
}
