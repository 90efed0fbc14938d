internal import AMQP
internal import Messages

/// The delays after which a message that failed alone is tried again, one longer than the other.
struct RetryLadder: Sendable {
    /// One wait.
    struct Step: Sendable, Equatable {
        /// Counted from 1.
        let attempt: Int
        /// The exchange whose queue holds messages for that long.
        let exchange: String
        /// How long that is.
        let delay: Duration
    }

    /// The waits, in order.
    let steps: [Step]
    /// The user under whose name messages are sent round; `nil` where it isn't known, and they have to wait here.
    let user: String?
    /// Users whose word on where a message comes from is believed.
    let trusted: Set<String>

    /// A ladder.
    ///
    /// - Parameters:
    ///   - delays: Names and lengths of the retry queues.
    ///   - urls: The broker's addresses, with the user that the worker logs in as.
    ///   - trusted: Further users who may tell where a message comes from.
    init(delays: [(name: String, milliseconds: Int)], urls: [BrokerURL], trusted: Set<String>) {
        self.steps = delays.enumerated()
            .map { index, delay in
                Step(attempt: index + 1, exchange: Names.retry(delay.name), delay: .milliseconds(delay.milliseconds))
            }
        // A certificate's name is known to the broker alone; of several names it's open which one is logged in.
        let isNamed = urls.allSatisfy { $0.mechanism == .plain }
        let users = isNamed ? Set(urls.map(\.user)) : []
        self.user = users.count == 1 ? users.first : nil
        self.trusted = trusted.union(users)
    }

    /// The wait that follows after a number of them; `nil` after the last.
    func step(after attempts: Int) -> Step? {
        self.steps.indices.contains(attempts) ? self.steps[attempts] : nil
    }

    /// The exchange that sends a delivery back after the wait; `nil` if it would not find its way.
    ///
    /// What the retry queues let go of is routed by its key, so the key has to be one that leads to where it came from.
    func exchange(_ step: Step, for delivery: Delivery) -> String? {
        guard self.user != nil else { return nil }
        let isInput = WorkTopology.inputs.contains { input in
            input.name == delivery.queue && input.keys.contains { Self.matches(delivery.routingKey, $0) }
        }
        return isInput ? step.exchange : nil
    }

    /// How long a message that came back is held, so that many that failed together don't come back together.
    ///
    /// - Parameter random: 0 to 1.
    func jitter(attempt: Int, random: Double) -> Duration {
        guard attempt >= 1, let step = self.step(after: min(attempt, self.steps.count) - 1) else { return .zero }
        return min(step.delay * (0.2 * min(max(random, 0), 1)), .seconds(30))
    }

    /// Whether a key matches a topic pattern; `*` stands for one word.
    private static func matches(_ key: String, _ pattern: String) -> Bool {
        let words = key.split(separator: ".", omittingEmptySubsequences: false)
        let wanted = pattern.split(separator: ".", omittingEmptySubsequences: false)
        return words.count == wanted.count && zip(words, wanted).allSatisfy { $1 == "*" || $0 == $1 }
    }
}
