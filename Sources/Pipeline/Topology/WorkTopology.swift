public import AMQP
internal import Messages

/// The exchanges, queues and bindings that the worker, the portals and the reviewers meet at.
///
/// Source: the contract, section "Queues". The queue type is the only argument; all else is policy
/// (``BrokerPolicy``), because a changed argument is refused by a broker that has the queue already.
public struct WorkTopology: Sendable, Equatable {
    /// The portals that get a queue for their decisions; `-` for submissions without a user is always among them.
    public let portals: [String]
    /// The programs whose reviewers get a queue for their tasks.
    public let programs: [String]
    /// Everybody whose permissions are known; reviewers among them get a queue for what is refused to them.
    public let parties: [Party]

    /// Delays of the retry queues, in the order in which they grow.
    public static let retryDelays: [(name: String, milliseconds: Int)] = [
        ("10s", 10_000), ("1m", 60_000), ("10m", 600_000),
    ]
    /// Takes what the retry queues let go of back to where it came from, by its routing key.
    public static let retryReturn = "rebated.back"

    /// What workers consume from: exchanges and queues of the same name, with the keys that lead from one to the other.
    static let inputs: [(name: String, keys: [String])] = [
        (Names.applications, ["submitted.*", "withdrawn.*"]), (Names.reviews, ["completed.*"]),
    ]

    /// Plans the topology for portals and programs.
    ///
    /// - Parameters:
    ///   - portals: Broker users that submit applications.
    ///   - programs: Program names.
    ///   - parties: Broker users and what they are; those of portals and the programs of reviewers count too.
    public init(portals: [String], programs: [String], parties: [Party] = []) {
        self.portals = Self.distinct([Names.nobody] + portals + parties.filter { $0.role == .portal }.map(\.name))
        self.programs = Self.distinct(
            programs + parties.filter { $0.role == .reviewer }.flatMap { $0.programs ?? [] }
        )
        self.parties = parties
    }

    private static func distinct(_ names: [String]) -> [String] {
        var seen: Set<String> = []
        return names.filter { seen.insert($0).inserted }
    }

    /// What has to be declared.
    public var declarations: Topology {
        var topology = Topology()
        for name in [Names.applications, Names.decisions, Names.tasks, Names.reviews, Names.dead] {
            topology.exchanges.append(ExchangeDeclaration(name: name, kind: "topic"))
        }
        topology.exchanges.append(ExchangeDeclaration(name: Self.retryReturn, kind: "topic", internal: true))
        for (name, keys) in Self.inputs {
            topology.queues.append(QueueDeclaration(name: name))
            for key in keys {
                topology.bindings.append(BindingDeclaration(exchange: name, queue: name, routingKey: key))
                topology.bindings.append(BindingDeclaration(exchange: Self.retryReturn, queue: name, routingKey: key))
            }
        }
        for portal in self.portals {
            let queue = Names.decisions(of: portal)
            topology.queues.append(QueueDeclaration(name: queue))
            for key in ["decision.*.*.\(portal)", "rejected.*.\(portal)"] {
                topology.bindings.append(BindingDeclaration(exchange: Names.decisions, queue: queue, routingKey: key))
            }
        }
        for program in self.programs {
            let queue = Names.tasks(of: program)
            topology.queues.append(QueueDeclaration(name: queue))
            for key in ["opened.*.\(program)", "closed.*.\(program)"] {
                topology.bindings.append(BindingDeclaration(exchange: Names.tasks, queue: queue, routingKey: key))
            }
        }
        for reviewer in Self.distinct(self.parties.filter { $0.role == .reviewer }.map(\.name)) {
            let queue = Names.rejectedReviews(of: reviewer)
            let key = Names.rejectedReview(reviewer)
            topology.queues.append(QueueDeclaration(name: queue))
            topology.bindings.append(BindingDeclaration(exchange: Names.tasks, queue: queue, routingKey: key))
        }
        topology.queues.append(QueueDeclaration(name: Names.dead))
        topology.bindings.append(BindingDeclaration(exchange: Names.dead, queue: Names.dead, routingKey: "#"))
        for delay in Self.retryDelays {
            let name = Names.retry(delay.name)
            topology.exchanges.append(ExchangeDeclaration(name: name, kind: "fanout"))
            topology.queues.append(QueueDeclaration(name: name))
            topology.bindings.append(BindingDeclaration(exchange: name, queue: name, routingKey: ""))
        }
        return topology
    }

    /// What each kind of queue does beyond keeping messages; only an operator can set it, not a client over AMQP.
    public var policies: [BrokerPolicy] {
        var policies = [
            BrokerPolicy(
                name: "rebated-work",
                pattern: #"^rebated\.(applications|reviews)$"#,
                definition: [
                    ("delivery-limit", .number(20)),
                    ("dead-letter-exchange", .text(Names.dead)),
                    ("dead-letter-strategy", .text("at-least-once")),
                    ("overflow", .text("reject-publish")),
                ]
            ),
            // Looking at dead letters counts as handing them out; since RabbitMQ 4 a queue without a limit drops at 20.
            BrokerPolicy(
                name: "rebated-dead",
                pattern: #"^rebated\.dead$"#,
                definition: [("delivery-limit", .number(1_000_000))]
            ),
            BrokerPolicy(
                name: "rebated-out",
                pattern: #"^rebated\.(decisions|tasks|reviewers)\..+$"#,
                definition: [("overflow", .text("reject-publish"))]
            ),
        ]
        for delay in Self.retryDelays {
            let name = Names.retry(delay.name)
            policies.append(
                BrokerPolicy(
                    name: "rebated-retry-\(delay.name)",
                    pattern: "^" + name.replacing(".", with: #"\."#) + "$",
                    definition: [
                        ("message-ttl", .number(delay.milliseconds)),
                        ("dead-letter-exchange", .text(Self.retryReturn)),
                        ("dead-letter-strategy", .text("at-least-once")),
                        ("overflow", .text("reject-publish")),
                    ]
                )
            )
        }
        return policies
    }
}
