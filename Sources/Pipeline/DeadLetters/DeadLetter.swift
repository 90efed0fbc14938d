public import AMQP
internal import Digest
internal import Messages

/// What is known of a message in `rebated.dead`: why, when and where from; not what it says.
///
/// A worker that sets a message aside tells it in headers of its own; the broker tells in `x-death` what it did itself.
public struct DeadLetter: Sendable, Hashable {
    /// The same whenever the letter is looked at: a digest of its message id and its body, as 64 hexadecimal digits.
    public let id: String
    /// One word to group by, such as `delivered-too-often`, or the broker's own such as `delivery_limit`.
    public let reason: String
    /// The reason in a sentence, without personal data; `nil` where the broker set it aside.
    public let problem: String?
    /// When it was set aside, RFC 3339.
    public let at: String?
    /// Where it was published to at first.
    public let exchange: String
    /// The key that it was published with at first.
    public let routingKey: String
    /// The queue that it was taken from.
    public let queue: String
    /// How often it was handed out before it was set aside.
    public let deliveries: Int?
    /// The user who sent it at first, as a broker vouched; `nil` if none did.
    public let user: String?
    /// How often it was published again from here.
    public let replays: Int
    /// The size of its body in bytes.
    public let size: UInt64
    /// The application that its properties name, if it has the form of an id.
    public let application: String?

    /// Reads the headers of a letter.
    ///
    /// - Parameters:
    ///   - delivery: As it came from the queue.
    ///   - trusted: Users who may say by `x-from-user` who sent a message: those that workers and this program log in as.
    public init(_ delivery: Delivery, trusted: Set<String>) {
        let properties = delivery.properties
        let death = BrokerDeath(properties)
        // What the broker set aside came from anybody, who may have written our headers too.
        let isOurs = death == nil
        func text(_ name: String) -> String? { properties[header: name]?.text }
        self.id = Self.id(messageID: properties.messageID, body: delivery.body)
        self.reason = death?.reason ?? text(ReplayHeaders.reason) ?? "unknown"
        self.problem = isOurs ? text(ReplayHeaders.problem) : nil
        self.at = isOurs ? text(ReplayHeaders.at) : death?.at
        self.queue = death?.queue ?? text(ReplayHeaders.queue) ?? ""
        self.exchange = Self.origin(death?.exchange ?? text(ReplayHeaders.exchange), queue: self.queue)
        self.routingKey = death?.routingKey ?? (isOurs ? text(ReplayHeaders.routingKey) : nil) ?? delivery.routingKey
        self.deliveries = properties[header: ReplayHeaders.deliveries]?.int
        let isVouched = properties.userID.map(trusted.contains) ?? (death == nil)
        self.user = (isVouched ? text(ReplayHeaders.user) : nil) ?? properties.userID
        self.replays = max(0, properties[header: ReplayHeaders.replays]?.int ?? 0)
        self.size = delivery.bodySize
        self.application = properties.correlationID.flatMap { Self.isName($0) ? $0 : nil }
    }

    /// The program that its routing key names, `submitted.<program>`; `-` where it names none.
    public var program: String {
        let words = self.routingKey.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard words.count == 2, Self.isName(String(words[1])) else { return Names.nobody }
        return String(words[1])
    }

    /// What a person types: enough digits for thousands of letters.
    public var shortID: String { String(self.id.prefix(12)) }

    /// Why it is not published again whatever anybody chooses; `nil` if it may be.
    ///
    /// Where only workers publish, a letter whose headers were made up would be taken for their word.
    var targetFault: String? {
        let target = self.exchange.isEmpty ? self.routingKey : self.exchange
        let output = [Names.decisions, Names.tasks, Names.dead, WorkTopology.retryReturn, "rebated.retry"]
        guard output.contains(where: { target == $0 || target.hasPrefix("\($0).") }) else { return nil }
        return "it claims to come from \(target), where only workers publish"
    }

    static func id(messageID: String?, body: [UInt8]) -> String {
        let name = messageID ?? ""
        return SHA256.hexadecimal(Array("\(name.utf8.count):\(name)".utf8) + body)
    }

    /// What came back from a wait is published where it came in, not where it waited.
    private static func origin(_ exchange: String?, queue: String) -> String {
        guard let exchange else { return queue }
        let isDetour = exchange == WorkTopology.retryReturn || exchange.hasPrefix(Names.retry(""))
        return isDetour || exchange == Names.dead ? queue : exchange
    }

    /// Whether a text from outside has the form of an id: anything else may be a person's name.
    private static func isName(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
                case UInt8(ascii: "0")...UInt8(ascii: "9"): true
                case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"): true
                default: false
                }
            }
    }
}
