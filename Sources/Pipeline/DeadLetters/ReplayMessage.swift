public import AMQP
internal import Messages

/// A dead letter on its way back to where it came from.
public enum ReplayMessage {
    /// The message as it was sent at first, for another try.
    ///
    /// The headers of its first life are gone; `x-replayed` counts up, and `x-from-user` tells who sent it, since the
    /// broker lets nobody publish in another's name.
    ///
    /// - Parameters:
    ///   - delivery: As it came from the queue.
    ///   - letter: What was read from its headers.
    ///   - user: The user that the publishing connection logs in as.
    public static func make(_ delivery: Delivery, _ letter: DeadLetter, as user: String) -> OutboundMessage {
        var properties = delivery.properties
        properties.headers.removeAll { ReplayHeaders.isOfFormerLife($0.name) }
        properties.headers += [
            Header(ReplayHeaders.replays, .int(Int64(letter.replays + 1))),
            Header(ReplayHeaders.user, .text(letter.user ?? Names.nobody)),
            Header(ReplayHeaders.exchange, .text(letter.exchange)),
        ]
        properties.userID = user
        properties.deliveryMode = 2
        properties.expiration = nil
        return OutboundMessage(
            exchange: letter.exchange,
            routingKey: letter.routingKey,
            mandatory: true,
            properties: properties,
            body: delivery.body
        )
    }

    /// The delivery that a worker would get of it, for a look ahead: from the one who sent it at first.
    static func delivery(_ delivery: Delivery, _ letter: DeadLetter) -> Delivery {
        var properties = delivery.properties
        properties.headers.removeAll { ReplayHeaders.isOfFormerLife($0.name) }
        properties.userID = letter.user
        return Delivery(
            // By the default exchange the key is the queue's name.
            queue: letter.exchange.isEmpty ? letter.routingKey : letter.exchange,
            exchange: letter.exchange,
            routingKey: letter.routingKey,
            properties: properties,
            body: delivery.body,
            bodySize: delivery.bodySize,
            receipt: delivery.receipt
        )
    }
}
