internal import AMQP
internal import ArgumentParser
internal import Logging
internal import Operations
internal import Pipeline
internal import Rulebook

/// Publishes applications.
struct SubmitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "submit",
        abstract: "Publishes applications for the worker.",
        discussion: """
            Files hold applications as JSON (bare data or CloudEvents, submissions and withdrawals, one value after \
            another, a line each or not, or lists of them), or as a form of rebated template that has been filled in: \
            a workbook (.xlsx) or comma-separated values. - is standard input. What a file is shows in its first \
            bytes, whatever its name.

            Everything is read first. Every problem is told with its file and line, or its cell, and nothing is sent \
            unless all is sound; --keep-going sends what is. Each message is sent with confirms; what the broker did \
            not take is named. With --wait each decision is printed on a line of its own.

            The exit status is 0 when everything was submitted, with --wait when everything was decided, whatever the \
            decision; 1 when something was not sound, not taken, rejected, or not decided in time.
            """
    )

    @OptionGroup var options: BrokerOptions

    @Argument(help: "Files with applications; - is standard input.", completion: .file())
    var files: [String]

    @Option(help: "What the files are: json, csv, xlsx or auto.")
    var format: SubmissionFormat = .auto

    @Option(help: ArgumentHelp("The program of rows of a form that name none.", valueName: "name"))
    var program: String?

    @Option(.rulebooks) var rulebooks: String?

    @Flag(help: "Send what is sound though something else is not.")
    var keepGoing = false

    @Flag(help: "Hold everything against the rulebooks and send nothing; no broker is needed.")
    var check = false

    @Flag(help: "Wait for the decisions and print each.")
    var wait = false

    @Option(help: ArgumentHelp("How long to wait after the last was sent.", valueName: "time"))
    var timeout = "60s"

    @Flag(help: "With --wait, print whole events as JSON, one a line.")
    var json = false

    func validate() throws {
        if Duration(setting: self.timeout) == nil {
            throw ValidationError("--timeout: “\(self.timeout)” is not a span of time such as 25s, 500ms or 2m")
        }
        if self.json, !self.wait { throw ValidationError("--json goes with --wait") }
        if self.check, self.wait { throw ValidationError("--check sends nothing that --wait could wait for") }
    }

    func run() async throws {
        try await Exit.reporting {
            let settings = try self.options.settings([.rulebooks: self.rulebooks.given])
            let connection = try settings.connection(name: "rebated submit")
            let user = connection.urls.first?.user ?? "guest"
            let folder = settings.find(.rulebooks)?.values.first
            let loadShelf = { () throws(RulebookFault) -> RulebookShelf in try Shelf.load(folder) }
            var plan = SubmissionPlan(
                format: self.format,
                program: self.program,
                user: user,
                keepsGoing: self.keepGoing,
                loadShelf: loadShelf
            )
            for file in self.files { try plan.add(file) }
            if self.check || !self.keepGoing {
                let check = try self.check ? SubmissionCheck(shelf: loadShelf()) : nil
                try self.look(through: plan, user, check)
                if self.check { return }
            }
            for line in plan.failures { Console.complain(line) }
            let sender = try await self.send(plan, user, connection, settings)
            for line in sender.failures { Console.complain(line) }
            let failed = sender.failures.count + plan.failures.count
            Console.complain("\(sender.accepted) submitted\(failed == 0 ? "" : ", \(failed) not")")
            if failed > 0 { throw ExitCode.failure }
        }
    }

    /// Reads everything once, so that nothing is sent where something is not sound.
    private func look(through plan: SubmissionPlan, _ user: String, _ check: SubmissionCheck?) throws {
        var source = SubmissionSource(plan.inputs, user: user, check: check)
        var sound = 0
        while case let part = source.next(atLeast: 1), !part.isEmpty { sound += part.count }
        let failures = plan.failures + source.failures
        for line in failures { Console.complain(line) }
        if failures.isEmpty {
            if self.check { Console.complain("\(sound) sound") }
            return
        }
        let count = failures.count == 1 ? "1 problem" : "\(failures.count) problems"
        Console.complain(
            self.check ? "\(sound) sound, \(count)" : "nothing submitted: \(count); --keep-going submits what is sound"
        )
        throw ExitCode.failure
    }

    private func send(
        _ plan: SubmissionPlan,
        _ user: String,
        _ connection: ConnectionConfiguration,
        _ settings: Settings
    ) async throws -> SubmissionSender {
        let logger = try settings.logger(output: LogOutput(), quietBelow: .warning)
        let book = self.wait ? AnswerBook(isJSON: self.json) : nil
        func send() async throws -> SubmissionSender {
            var source = SubmissionSource(plan.inputs, user: user)
            var sender = SubmissionSender(
                connection: connection,
                log: LinkLog(logger, purpose: "publishing"),
                book: book
            )
            try await sender.send(&source)
            return sender
        }
        guard let book, let timeout = Duration(setting: self.timeout) else { return try await send() }
        let follower = AnswerFollower(
            connection: connection,
            log: LinkLog(logger, purpose: "answers"),
            book: book,
            timeout: timeout
        )
        let sender = try await follower.follow(user: user, send)
        let unanswered = await book.unanswered
        for name in unanswered { Console.complain("\(name): no decision within \(self.timeout)") }
        let (decided, rejected) = (await book.decided, await book.rejected)
        Console.complain("\(decided) decided, \(rejected) rejected, \(unanswered.count) without a decision")
        if rejected + unanswered.count > 0, sender.failures.isEmpty { throw ExitCode.failure }
        return sender
    }
}
