// Questions that a broker answers by refusing: it looks at the permission first and at the request's faults then. So a
// request with a fault in it tells whether it is allowed, and nothing is done whatever the answer.
extension TopologyClient {
    /// What the connection came to; makes it if there is none.
    ///
    /// - Throws: ``AMQPError``; ``failedStage`` tells which step it was.
    public func facts() async throws(AMQPError) -> ConnectionFacts {
        try await self.exclusively { () async throws(AMQPError) in
            if !self.link.isOpen { try await self.connect() }
            guard let facts = self.link.facts else {
                throw self.lastError ?? AMQPError(.connectionLost, "the connection was lost")
            }
            return facts
        }
    }

    /// Whether the user may publish to an exchange by a key; nothing is published.
    ///
    /// Under a memory or disk alarm the broker does not look, and reads nothing more from this connection.
    ///
    /// Source of the order of checks: RabbitMQ's `rabbit_channel`: write permission, exchange, internal exchange, topic
    /// permission, `user_id`, `expiration`. Two faults, so that one is enough where a user may play others.
    ///
    /// - Throws: ``AMQPError`` if the broker can't be asked.
    public func access(toPublish exchange: String, key: String) async throws(AMQPError) -> Access {
        try await self.exclusively { () async throws(AMQPError) in
            var properties = Properties()
            properties.userID = "nobody.\(self.link.url.user.prefix(200))"
            properties.expiration = "never"
            self.heedsBlocking = true
            defer { self.heedsBlocking = false }
            let question = OutboundMessage(exchange: exchange, routingKey: key, properties: properties, body: [])
            let answer = try await self.ask { writer in
                _ = writer.publish(question, channel: Self.channel, frameMax: 4096)
            }
            return Self.access(answer)
        }
    }

    /// Whether the user may consume from a queue; nothing is delivered.
    ///
    /// Source: RabbitMQ's `rabbit_channel` asks for the read permission, then for the queue, then whether the arguments
    /// are sound; a priority that is no number is not.
    ///
    /// - Throws: ``AMQPError`` if the broker can't be asked.
    public func access(toConsume queue: String) async throws(AMQPError) -> Access {
        try await self.exclusively { () async throws(AMQPError) in
            let answer = try await self.ask {
                $0.consume(
                    queue: queue,
                    consumerTag: "rebated.question",
                    channel: Self.channel,
                    arguments: [Header("x-priority", .text("none"))]
                )
            }
            if case .consumeOk(let tag) = answer {
                // A broker that takes anything as a priority: what it may have delivered goes back with the connection.
                _ = try await self.ask { $0.cancel(consumerTag: tag, channel: Self.channel) }
                return .granted
            }
            return Self.access(answer)
        }
    }

    private static func access(_ answer: InboundMethod) -> Access {
        switch answer {
        case .connectionBlocked(let reason): return .blocked(reason: reason)
        case .channelClose(let reason):
            switch reason.code {
            case 403: return .refused(reason.text)
            case 404: return .missing
            case 406: return .granted
            default: return .unclear(reason.text)
            }
        default: return .unclear("\(answer)")
        }
    }
}
