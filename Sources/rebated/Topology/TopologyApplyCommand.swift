internal import AMQP
internal import ArgumentParser
internal import Operations
internal import Pipeline

/// Declares the topology.
struct TopologyApplyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "apply",
        abstract: "Declares exchanges, queues and bindings; what exists already stays as it is.",
        discussion: """
            Policies (delivery limit, dead letters, full queues) and permissions can't be set over AMQP: \
            `rebated topology definitions` prints them for `rabbitmqctl import_definitions`.
            """
    )

    @OptionGroup var options: BrokerOptions
    @OptionGroup var topology: TopologyOptions

    func run() async throws {
        try await Exit.reporting {
            let settings = try self.options.settings(self.topology.flags)
            let connection = try settings.connection(name: "rebated topology")
            let topology = try self.topology.topology(settings, connection)
            let client = TopologyClient(connection)
            do {
                try await client.apply(topology.declarations)
                await client.close()
            } catch {
                await client.close()
                throw error
            }
            let declared = topology.declarations
            Console.say(
                "\(declared.exchanges.count) exchanges, \(declared.queues.count) queues and "
                    + "\(declared.bindings.count) bindings are in place"
            )
        }
    }
}
