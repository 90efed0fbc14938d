/// Exchanges, queues and the bindings between them.
public struct Topology: Sendable, Equatable {
    /// The exchanges.
    public var exchanges: [ExchangeDeclaration]
    /// The queues.
    public var queues: [QueueDeclaration]
    /// The bindings.
    public var bindings: [BindingDeclaration]

    /// Makes a topology.
    public init(
        exchanges: [ExchangeDeclaration] = [],
        queues: [QueueDeclaration] = [],
        bindings: [BindingDeclaration] = []
    ) {
        self.exchanges = exchanges
        self.queues = queues
        self.bindings = bindings
    }
}

/// An exchange as it should be.
public struct ExchangeDeclaration: Sendable, Equatable {
    /// Its name.
    public var name: String
    /// `topic`, `direct`, `fanout`, `headers`, or what a plug-in offers.
    public var kind: String
    /// Whether it outlives a restart of the broker.
    public var durable: Bool
    /// Whether only exchanges may publish to it.
    public var `internal`: Bool
    /// Arguments, such as `alternate-exchange`.
    public var arguments: [Header]

    /// Describes an exchange.
    public init(
        name: String,
        kind: String,
        durable: Bool = true,
        internal: Bool = false,
        arguments: [Header] = []
    ) {
        self.name = name
        self.kind = kind
        self.durable = durable
        self.internal = `internal`
        self.arguments = arguments
    }
}

/// A queue as it should be.
public struct QueueDeclaration: Sendable, Equatable {
    /// How a queue keeps its messages.
    public enum Kind: String, Sendable {
        /// Replicated and safe; the choice for work.
        case quorum
        /// On one node.
        case classic
        /// An append-only log that many can read.
        case stream
    }

    /// Its name.
    public var name: String
    /// How it keeps its messages (`x-queue-type`).
    public var type: Kind
    /// Whether it outlives a restart of the broker; quorum queues and streams have to.
    public var durable: Bool
    /// Arguments other than the type, such as `x-dead-letter-exchange`.
    public var arguments: [Header]

    /// Describes a queue.
    public init(name: String, type: Kind = .quorum, durable: Bool = true, arguments: [Header] = []) {
        self.name = name
        self.type = type
        self.durable = durable
        self.arguments = arguments
    }
}

/// A binding from an exchange to a queue.
public struct BindingDeclaration: Sendable, Equatable {
    /// The exchange.
    public var exchange: String
    /// The queue.
    public var queue: String
    /// The routing key, or its pattern.
    public var routingKey: String

    /// Describes a binding.
    public init(exchange: String, queue: String, routingKey: String) {
        self.exchange = exchange
        self.queue = queue
        self.routingKey = routingKey
    }
}
