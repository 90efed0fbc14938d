internal import AMQP
internal import ArgumentParser
internal import Operations
internal import Pipeline

/// Shows one dead letter.
struct DeadLettersShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows one letter: why, when, where from, how often, its properties and headers.",
        discussion: """
            The body holds personal data and is shown only with --body. The exit status is 1 if there is no such letter.
            """
    )

    @OptionGroup var options: LetterOptions

    @Argument(help: "The letter's id, or what it begins with.")
    var id: String

    @Flag(help: "Show the body too: it may hold names, addresses, telephone numbers.")
    var body = false

    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
        if let fault = DeadLetterFilter.fault(self.id) { throw ValidationError(fault) }
    }

    func run() async throws {
        try await Exit.reporting {
            let broker = try BrokerSession(try self.options.settings(), name: "rebated dead-letters")
            let filter = DeadLetterFilter(ids: [self.id])
            var found: (delivery: Delivery, letter: DeadLetter)?
            var ids: Set<String> = []
            var copies = 0
            let visit = DeadLetterVisit(broker.connection, onEvent: broker.onEvent)
            _ = try await visit.run { deliveries in
                for delivery in deliveries {
                    let letter = DeadLetter(delivery, trusted: broker.trusted)
                    guard filter.selects(letter) else { continue }
                    if ids.count < 10 { ids.insert(letter.id) }
                    copies += 1
                    found = found ?? (delivery, letter)
                }
                return []
            }
            guard let found else {
                Console.complain("rebated: there is no dead letter \(self.id)")
                throw ExitCode.failure
            }
            guard ids.count == 1 else {
                Console.complain(
                    "rebated: several letters begin with \(self.id): \(ids.sorted().joined(separator: ", "))"
                )
                throw ExitCode.failure
            }
            let page = LetterPage(delivery: found.delivery, letter: found.letter, showsBody: self.body)
            if self.json { Console.say(page.json) } else { page.lines.forEach(Console.say) }
            if copies > 1, !self.json { Console.say("it is there \(copies) times") }
        }
    }
}
