public import AMQP

/// Publishes dead letters to where they came from; each leaves the queue only after the broker has it there.
public struct DeadLetterReplay: Sendable {
    /// Publishes messages and gives one outcome each, in order.
    public typealias Publish = @Sendable ([OutboundMessage]) async -> [PublishOutcome]

    /// What became of one letter.
    public struct Result: Sendable {
        /// The letter.
        public let letter: DeadLetter
        /// Its receipt.
        public let receipt: Receipt
        /// Why it stays where it is; `nil` if it was published.
        public let obstacle: String?
        /// Whether the obstacle is the broker, and not the letter's target: there is no use in going on.
        public let isHopeless: Bool
    }

    private let user: String
    private let publish: Publish

    /// A replay.
    ///
    /// - Parameters:
    ///   - user: The user that the publishing connection logs in as.
    ///   - publish: Publishes with confirms.
    public init(as user: String, publish: @escaping Publish) {
        self.user = user
        self.publish = publish
    }

    /// Publishes letters, in their order.
    public func replay(_ letters: [(delivery: Delivery, letter: DeadLetter)]) async -> [Result] {
        let messages = letters.map { ReplayMessage.make($0.delivery, $0.letter, as: self.user) }
        var outcomes = await self.publish(messages)
        if outcomes.contains(where: Self.isObjection) {
            // One message that the broker objects to leaves all others in doubt: the culprit shows when each goes alone.
            for index in outcomes.indices where outcomes[index] != .confirmed {
                outcomes[index] = await self.publish([messages[index]]).first ?? outcomes[index]
            }
        }
        return zip(letters, outcomes)
            .map { entry, outcome in
                let (obstacle, isHopeless) = Self.obstacle(outcome, entry.letter)
                return Result(
                    letter: entry.letter,
                    receipt: entry.delivery.receipt,
                    obstacle: obstacle,
                    isHopeless: isHopeless
                )
            }
    }

    private static func isObjection(_ outcome: PublishOutcome) -> Bool {
        guard case .unsettled(let error) = outcome else { return false }
        return self.isObjection(error)
    }

    private static func isObjection(_ error: AMQPError) -> Bool {
        switch error.code {
        case .notFound, .accessRefused, .preconditionFailed, .badConfiguration: true
        case .badURL, .connectFailed, .tlsFailed, .loginRefused, .connectionLost, .heartbeatMissed, .connectionClosed,
            .channelClosed, .protocolViolation, .timedOut, .blocked, .stopped:
            false
        }
    }

    private static func obstacle(_ outcome: PublishOutcome, _ letter: DeadLetter) -> (String?, Bool) {
        switch outcome {
        case .confirmed: (nil, false)
        case .returned(let code, let text): ("no queue takes it (\(code) \(text))", false)
        case .refused: ("the queue refused it; it may be full", false)
        case .unsettled(let error) where self.isObjection(error): (error.description, false)
        case .unsettled(let error): ("not known whether the broker has it: \(error)", true)
        }
    }
}
