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
    ///
    /// - Returns: What became of each, in the order of the letters.
    public func replay(_ letters: [(delivery: Delivery, letter: DeadLetter)]) async -> [Result] {
        let messages = letters.filter { $0.letter.targetFault == nil }
            .map { ReplayMessage.make($0.delivery, $0.letter, as: self.user) }
        var outcomes = await ExchangeByExchange.publish(messages, self.publish)[...]
        return letters.map { entry in
            let obstacle: String?
            var isHopeless = false
            if let fault = entry.letter.targetFault {
                obstacle = fault
            } else {
                (obstacle, isHopeless) = Self.obstacle(outcomes.popFirst() ?? .refused)
            }
            return Result(
                letter: entry.letter,
                receipt: entry.delivery.receipt,
                obstacle: obstacle,
                isHopeless: isHopeless
            )
        }
    }

    private static func obstacle(_ outcome: PublishOutcome) -> (String?, Bool) {
        switch outcome {
        case .confirmed: (nil, false)
        case .returned(let code, let text): ("no queue takes it (\(code) \(text))", false)
        case .refused: ("the queue refused it; it may be full", false)
        case .unsettled(let error) where ExchangeByExchange.isObjection(error): (error.description, false)
        case .unsettled(let error): ("not known whether the broker has it: \(error)", true)
        }
    }
}
