internal import AMQP
internal import ArgumentParser
internal import Operations
internal import Pipeline

/// Prints the topology with its policies for the broker's own tools.
struct TopologyDefinitionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "definitions",
        abstract: "Prints a RabbitMQ definitions file: exchanges, queues, bindings and policies.",
        discussion: """
            For `rabbitmqctl import_definitions FILE`; importing it again changes nothing. No broker is needed.
            """
    )

    @OptionGroup var options: BrokerOptions
    @OptionGroup var topology: TopologyOptions

    func run() async throws {
        try await Exit.reporting {
            let settings = try self.options.settings(self.topology.flags)
            let connection = try settings.connection(name: "rebated topology")
            let topology = try self.topology.topology(settings, connection)
            let vhost = connection.urls.first?.vhost ?? "/"
            Console.say(String(BrokerDefinitions(topology, vhost: vhost).text.dropLast()))
        }
    }
}
