// What goes on with the broker.
extension Metric {
    /// Messages that are ready.
    public static let queueMessages = Self.gauge(
        "rebated_queue_messages",
        by: ["queue"],
        "Messages that are ready in a queue, as the broker counts every 15 s; NaN when it can't be asked.",
        look: "rebated.applications grows: more workers are needed. rebated.dead above 0: look at each.",
        like: "messaging.queue.depth"
    )
    /// Consumers of a queue.
    public static let queueConsumers = Self.gauge(
        "rebated_queue_consumers",
        by: ["queue"],
        "Consumers of a queue, as the broker counts every 15 s; NaN when it can't be asked.",
        look: "0 for rebated.applications or rebated.reviews: nobody works."
    )
    /// Deliveries.
    public static let deliveries = Self.counter(
        "rebated_deliveries_total",
        by: ["queue"],
        "Deliveries that the broker has handed to this worker.",
        look: "Falls to 0 while the queue is not empty: see rebated_ready_check.",
        like: "messaging.client.consumed.messages"
    )
    /// Deliveries that were handed out before.
    public static let redeliveries = Self.counter(
        "rebated_redeliveries_total",
        by: ["queue"],
        "Deliveries that were handed out before, to whomever.",
        look: "Rises when workers die or lose their connections; steadily: one message does it."
    )
    /// Deliveries in hand.
    public static let deliveriesInFlight = Self.gauge(
        "rebated_deliveries_in_flight",
        by: ["queue"],
        "Deliveries that this worker has and has not acknowledged.",
        look: "At --prefetch all the time: more workers are needed. Unchanged for minutes: the ledger is away."
    )
    /// Messages that were sent to be tried again.
    public static let retries = Self.counter(
        "rebated_retries_total",
        by: ["delay"],
        "Messages that are tried again after a delay, because the ledger failed on them alone.",
        look: "Anything but 0 is a fault of this program or of the ledger: the log tells which."
    )
    /// Messages that were set aside.
    public static let deadLetters = Self.counter(
        "rebated_dead_letters_total",
        by: ["reason"],
        "Messages that this worker has set aside in rebated.dead.",
        look: "Each is somebody's application: `rebated dead-letters list`."
    )
    /// Whether a connection stands.
    public static let connected = Self.gauge(
        "rebated_connected",
        by: ["connection"],
        "1 while logged in to the broker, for consuming and for publishing.",
        look: "0 for longer than a broker takes to restart."
    )
    /// Whether the broker takes no messages.
    public static let connectionBlocked = Self.gauge(
        "rebated_connection_blocked",
        "1 while the broker takes no messages, for want of memory or disk.",
        look: "1 for more than a moment: make room on the broker."
    )
    /// Connections that were made again.
    public static let reconnects = Self.counter(
        "rebated_reconnects_total",
        by: ["connection"],
        "Connections that were made again after they were lost.",
        look: "A steady rate: the network, a proxy's time limit, or heartbeats that come too late."
    )
    /// Messages without an answer.
    public static let confirmsOutstanding = Self.gauge(
        "rebated_confirms_outstanding",
        "Messages handed to the publisher for which the broker has not answered.",
        look: "High without change: a queue without a majority of its nodes, or a blocked broker."
    )
    /// Messages that were published.
    public static let published = Self.counter(
        "rebated_published_total",
        by: ["exchange", "outcome"],
        "Messages by the broker's answer: confirmed, returned (no queue), refused (queue full), unsettled (no answer).",
        look: "returned: a portal's queue is missing. refused: a queue is full. unsettled: lost connections.",
        like: "messaging.client.sent.messages"
    )

    static let ofQueues: [Metric] = [
        Self.queueMessages, Self.queueConsumers, Self.deliveries, Self.redeliveries, Self.deliveriesInFlight,
        Self.deliveryDuration, Self.retries, Self.deadLetters,
    ]
    static let ofTheBroker: [Metric] = [
        Self.connected, Self.connectionBlocked, Self.reconnects, Self.confirmsOutstanding, Self.published,
    ]
}
