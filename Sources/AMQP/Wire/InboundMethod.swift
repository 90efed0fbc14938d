/// What the broker says, as far as this client listens.
enum InboundMethod: Sendable, Equatable {
    case connectionStart(mechanisms: String, serverVersion: String)
    case connectionSecure
    case connectionTune(channelMax: UInt16, frameMax: UInt32, heartbeat: UInt16)
    case connectionOpenOk
    case connectionClose(CloseReason)
    case connectionCloseOk
    case connectionBlocked(reason: String)
    case connectionUnblocked
    case channelOpenOk
    case channelFlow(active: Bool)
    case channelClose(CloseReason)
    case channelCloseOk
    case exchangeDeclareOk
    case queueDeclareOk(queue: String, messages: UInt32, consumers: UInt32)
    case queueBindOk
    case qosOk
    case consumeOk(consumerTag: String)
    case cancel(consumerTag: String)
    case cancelOk(consumerTag: String)
    indirect case deliver(Deliver)
    indirect case returned(Returned)
    case ack(tag: UInt64, multiple: Bool)
    case nack(tag: UInt64, multiple: Bool)
    case confirmSelectOk
    /// Any other; the number is class × 65,536 + method.
    case other(UInt32)

    /// What stands before the content of a delivery.
    struct Deliver: Sendable, Equatable {
        var tag: UInt64
        var redelivered: Bool
        var exchange: String
        var routingKey: String
    }

    /// What stands before the content of a message that no queue took.
    struct Returned: Sendable, Equatable {
        var code: UInt16
        var text: String
        var exchange: String
        var routingKey: String
    }
}

/// Why the broker closed a channel or the connection.
struct CloseReason: Sendable, Equatable {
    var code: UInt16
    var text: String
    /// The method that it objects to, such as `AMQP_QUEUE_DECLARE_METHOD`; empty if none.
    var method: String
}
