internal import AMQP
internal import JSON

/// A definitions file as RabbitMQ imports it: `rabbitmqctl import_definitions`, or `load_definitions` at its start.
///
/// Importing it again changes nothing. Users and permissions stand in it for the parties that the topology names.
public struct BrokerDefinitions: Sendable {
    let topology: WorkTopology
    let vhost: String
    /// Parties whose passwords are known.
    let users: [BrokerUser]

    /// Definitions of a topology in one virtual host.
    public init(_ topology: WorkTopology, vhost: String, users: [BrokerUser] = []) {
        self.topology = topology
        self.vhost = vhost
        self.users = users
    }

    /// The file's content: JSON, one declaration a line.
    public var text: String {
        let declarations = self.topology.declarations
        let vhosts = [("vhosts", [self.line { $0.pair("name", self.vhost) }])]
        let work = [
            ("exchanges", declarations.exchanges.map(self.exchange)),
            ("queues", declarations.queues.map(self.queue)),
            ("bindings", declarations.bindings.map(self.binding)),
            ("policies", self.topology.policies.map(self.policy)),
        ]
        let bodies = (vhosts + self.accessSections + work)
            .map { name, lines in
                "  \"\(name)\": [\n" + lines.map { "    \($0)" }.joined(separator: ",\n") + "\n  ]"
            }
        return "{\n" + bodies.joined(separator: ",\n") + "\n}\n"
    }

    private func exchange(_ exchange: ExchangeDeclaration) -> String {
        self.line { json in
            json.pair("name", exchange.name)
            json.pair("vhost", self.vhost)
            json.pair("type", exchange.kind)
            json.pair("durable", exchange.durable)
            json.pair("auto_delete", false)
            json.pair("internal", exchange.internal)
            json.emptyObject("arguments")
        }
    }

    private func queue(_ queue: QueueDeclaration) -> String {
        self.line { json in
            json.pair("name", queue.name)
            json.pair("vhost", self.vhost)
            json.pair("durable", queue.durable)
            json.pair("auto_delete", false)
            json.key("arguments")
            json.beginObject()
            json.pair("x-queue-type", queue.type.rawValue)
            json.endObject()
        }
    }

    private func binding(_ binding: BindingDeclaration) -> String {
        self.line { json in
            json.pair("source", binding.exchange)
            json.pair("vhost", self.vhost)
            json.pair("destination", binding.queue)
            json.pair("destination_type", "queue")
            json.pair("routing_key", binding.routingKey)
            json.emptyObject("arguments")
        }
    }

    private func policy(_ policy: BrokerPolicy) -> String {
        self.line { json in
            json.pair("vhost", self.vhost)
            json.pair("name", policy.name)
            json.pair("pattern", policy.pattern)
            json.pair("apply-to", "queues")
            json.key("priority")
            json.value(0)
            json.key("definition")
            json.beginObject()
            for entry in policy.definition {
                json.key(entry.key)
                switch entry.value {
                case .text(let text): json.value(text)
                case .number(let number): json.value(number)
                }
            }
            json.endObject()
        }
    }

    func line(_ body: (inout JSONWriter) -> Void) -> String {
        var json = JSONWriter(capacity: 256)
        json.beginObject()
        body(&json)
        json.endObject()
        return String(decoding: json.finish(), as: UTF8.self)
    }
}

extension JSONWriter {
    mutating func pair(_ name: StaticString, _ text: String) {
        self.key(name)
        self.value(text)
    }

    fileprivate mutating func pair(_ name: StaticString, _ truth: Bool) {
        self.key(name)
        self.value(truth)
    }

    fileprivate mutating func emptyObject(_ name: StaticString) {
        self.key(name)
        self.beginObject()
        self.endObject()
    }
}
