/// What a consumer keeps for one of its subscriptions; each has a channel of its own, so that a missing queue or a
/// closed channel leaves the others at work.
struct ConsumingChannel {
    let subscription: Subscription
    let number: UInt16
    var state: SubscriptionState
    /// Names this opening of the channel in receipts; 0 while it is closed.
    var epoch: UInt64 = 0
    var acks = AckWindow()
    var assembler: MessageAssembler<InboundMethod.Deliver>
    /// When to try again, or when the broker's answer is overdue.
    var deadline: ContinuousClock.Instant?
    /// When to cancel, once that is wanted.
    var quietMoment: QuietMoment?

    init(_ subscription: Subscription, number: UInt16, backoff: Backoff) {
        self.subscription = subscription
        self.number = number
        self.state = SubscriptionState(backoff: backoff)
        self.assembler = MessageAssembler(maximumBodySize: subscription.maximumBodySize)
    }

    /// A new channel under this number.
    mutating func opened(epoch: UInt64) {
        self.epoch = epoch
        self.acks = AckWindow()
        self.assembler = MessageAssembler(maximumBodySize: self.subscription.maximumBodySize)
    }

    /// The channel is gone, and its receipts with it.
    mutating func closed() {
        self.epoch = 0
        self.acks = AckWindow()
    }

    /// Whether the queue sends nothing more before something is acked.
    var isFull: Bool { self.acks.unacked >= Int(self.subscription.prefetch) }
}
