internal import AMQP
internal import ArgumentParser
internal import Logging
internal import Operations
internal import Pipeline

/// Publishes applications.
struct SubmitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "submit",
        abstract: "Publishes applications for the worker.",
        discussion: """
            Files hold applications as bare data or CloudEvents (submissions and withdrawals), one JSON value after \
            another, or arrays of them; - is standard input. Each is sent with confirms; what the broker did not take \
            is named, and the exit status is then 1.
            """
    )

    @OptionGroup var options: BrokerOptions

    @Argument(help: "Files with applications; - is standard input.", completion: .file())
    var files: [String]

    func run() async throws {
        try await Exit.reporting {
            let settings = try self.options.settings()
            let connection = try settings.connection(name: "rebated submit")
            let user = connection.urls.first?.user ?? "guest"
            var source = SubmissionSource(files: self.files, user: user)
            let log = LinkLog(try settings.logger(output: LogOutput(), quietBelow: .warning), purpose: "publishing")
            var sender = SubmissionSender(connection: connection, log: log)
            try await sender.send(&source)
            for line in sender.failures { Console.complain(line) }
            let refused = sender.failures.isEmpty ? "" : ", \(sender.failures.count) not"
            Console.complain("\(sender.accepted) submitted\(refused)")
            if !sender.failures.isEmpty { throw ExitCode.failure }
        }
    }
}
