internal import AMQP

/// Publishes messages of one exchange after those of another.
///
/// An exchange that is missing or forbidden ends the channel and leaves all that is on its way in doubt. Apart from each
/// other, messages suffer from nothing but their own exchange.
enum ExchangeByExchange {
    /// Publishes, in order within each exchange.
    ///
    /// - Returns: One outcome for each message, in their order.
    static func publish(
        _ messages: [OutboundMessage],
        _ publish: ([OutboundMessage]) async -> [PublishOutcome]
    ) async -> [PublishOutcome] {
        var exchanges: [String] = []
        for message in messages where !exchanges.contains(message.exchange) { exchanges.append(message.exchange) }
        var outcomes = [PublishOutcome](
            repeating: .unsettled(AMQPError(.stopped, "not published")),
            count: messages.count
        )
        for exchange in exchanges {
            let places = messages.indices.filter { messages[$0].exchange == exchange }
            let answers = await publish(places.map { messages[$0] })
            for (place, answer) in zip(places, answers) { outcomes[place] = answer }
        }
        return outcomes
    }

    /// Whether the fault lies in the message or its exchange: the broker would answer the same again.
    static func isObjection(_ error: AMQPError) -> Bool {
        switch error.code {
        case .notFound, .accessRefused, .preconditionFailed, .badConfiguration: true
        case .badURL, .connectFailed, .tlsFailed, .loginRefused, .connectionLost, .heartbeatMissed, .connectionClosed,
            .channelClosed, .protocolViolation, .timedOut, .blocked, .stopped:
            false
        }
    }
}
