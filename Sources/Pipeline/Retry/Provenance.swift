internal import AMQP
internal import Messages

/// Where a delivery really comes from, however often it was sent round.
///
/// Who publishes a message again can't publish it under the first sender's name, as the broker vouches for names. So
/// the first sender stands in a header, and is believed only where the broker vouches for somebody who may say so.
struct Provenance: Sendable, Equatable {
    /// The user who sent it first; `nil` where none was told.
    let user: String?
    /// How often it was sent through a retry queue.
    var attempts: Int
    /// The exchange that it was sent to first.
    let exchange: String

    /// Reads properties and headers.
    ///
    /// - Parameter trusted: Users whose headers are believed: the worker's own, and those named by the operator.
    init(_ delivery: Delivery, trusted: Set<String>) {
        let properties = delivery.properties
        let sender = properties.userID.flatMap { $0.isEmpty ? nil : $0 }
        let isTrusted = sender.map(trusted.contains) ?? false
        let first = isTrusted ? properties[header: Self.userHeader]?.text : nil
        switch first {
        case .none: self.user = sender
        case .some(""), .some(Names.nobody): self.user = nil
        case .some(let name): self.user = name
        }
        self.attempts = isTrusted ? max(0, properties[header: Self.attemptHeader]?.int ?? 0) : 0
        self.exchange = (isTrusted ? properties[header: Self.exchangeHeader]?.text : nil) ?? delivery.exchange
    }

    /// Headers that tell this to whoever meets the message next.
    ///
    /// - Parameter attempts: How often it was sent through a retry queue, this time included.
    func headers(attempts: Int) -> [Header] {
        [
            Header(Self.attemptHeader, .int(Int64(attempts))),
            Header(Self.userHeader, .text(self.user ?? Names.nobody)),
            Header(Self.exchangeHeader, .text(self.exchange)),
        ]
    }

    /// Headers that are told anew, or that brokers act on: of no use in a message that is published again.
    static func isStale(_ header: String) -> Bool {
        [Self.attemptHeader, Self.userHeader, Self.exchangeHeader].contains(header)
            || Self.brokerHeaders.contains(header)
    }

    private static let attemptHeader = "x-attempt"
    private static let userHeader = "x-from-user"
    private static let exchangeHeader = "x-from-exchange"
    /// `CC` and `BCC` would send copies; a broker before 4.0 takes `x-death` for a sign of a cycle, and drops.
    private static let brokerHeaders: Set<String> = [
        "CC", "BCC", "x-death", "x-delivery-count", "x-first-death-exchange", "x-first-death-queue",
        "x-first-death-reason", "x-last-death-exchange", "x-last-death-queue", "x-last-death-reason",
    ]
}
