internal import AMQP
internal import ArgumentParser
internal import Foundation
internal import Operations
internal import Pipeline

/// Compares the topology with the broker.
struct TopologyShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows the topology and how the broker differs from it.",
        discussion: """
            Of the users that are named it shows the permissions that they need; which they have, AMQP can't tell. The \
            exit status is 1 if something is missing or differs.
            """
    )

    @OptionGroup var options: BrokerOptions
    @OptionGroup var topology: TopologyOptions

    func run() async throws {
        try await Exit.reporting {
            let settings = try self.options.settings(self.topology.flags)
            let connection = try settings.connection(name: "rebated topology")
            let plan = try self.topology.topology(settings, connection)
            let topology = plan.declarations
            let client = TopologyClient(connection)
            let problems: [TopologyProblem]
            do {
                problems = try await client.verify(topology)
            } catch {
                await client.close()
                throw error
            }
            for exchange in topology.exchanges {
                let subject = "exchange '\(exchange.name)'"
                Self.show("exchange", exchange.name, exchange.kind, problems.filter { $0.subject == subject })
            }
            for queue in topology.queues {
                let subject = "queue '\(queue.name)'"
                let found = problems.filter { $0.subject == subject }
                var detail = queue.type.rawValue
                if found.isEmpty, let count = try? await client.messageCount(queue: queue.name) {
                    detail += ", \(count.ready) ready, \(count.consumers) consuming"
                }
                Self.show("queue", queue.name, detail, found)
                for binding in topology.bindings where binding.queue == queue.name && !binding.routingKey.isEmpty {
                    Console.say("            from \(binding.exchange) by \(binding.routingKey)")
                }
            }
            await client.close()
            for permission in BrokerPermission.of(plan.parties) { Self.show(permission) }
            if !problems.isEmpty { throw ExitCode.failure }
        }
    }

    private static func show(_ permission: BrokerPermission) {
        Self.show("user", permission.user, "", [])
        Console.say("            configure \(permission.configure)")
        Console.say("            write     \(permission.write)")
        Console.say("            read      \(permission.read)")
        for topic in permission.topics {
            Console.say("            keys of \(topic.exchange): write \(topic.write)  read \(topic.read)")
        }
    }

    private static func show(_ kind: String, _ name: String, _ detail: String, _ problems: [TopologyProblem]) {
        let padded = kind.padding(toLength: 10, withPad: " ", startingAt: 0)
        Console.say("\(padded)\(name)  \(detail)")
        for problem in problems { Console.say("            PROBLEM: \(problem.detail)") }
    }
}
