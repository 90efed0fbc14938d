internal import AMQP
internal import ArgumentParser
internal import Operations
internal import Pipeline

/// Prints the topology with its policies for the broker's own tools.
struct TopologyDefinitionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "definitions",
        abstract: "Prints a RabbitMQ definitions file: exchanges, queues, bindings, policies and permissions.",
        discussion: """
            For `rabbitmqctl import_definitions FILE`; importing it again changes nothing. No broker is needed. For each \
            portal, reviewer, worker, desk and operator that is named, the file holds the permissions that it needs. A \
            user is in it only with --password, which gives it that password; the others must be known to the broker \
            before (`rabbitmqctl add_user`), or the import fails.
            """
    )

    @OptionGroup var options: BrokerOptions
    @OptionGroup var topology: TopologyOptions

    @Option(
        help: ArgumentHelp(
            "A user, and the file that holds its password in one line; only the password's digest is printed.",
            valueName: "name=file"
        )
    )
    var password: [String] = []

    func run() async throws {
        try await Exit.reporting {
            let settings = try self.options.settings(self.topology.flags)
            let connection = try settings.connection(name: "rebated topology")
            let topology = try self.topology.topology(settings, connection)
            let vhost = connection.urls.first?.vhost ?? "/"
            let users = try PasswordOption.users(self.password, parties: topology.parties)
            Console.say(String(BrokerDefinitions(topology, vhost: vhost, users: users).text.dropLast()))
        }
    }
}
