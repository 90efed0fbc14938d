internal import AMQP
internal import ArgumentParser
internal import JSON
internal import Operations
internal import Pipeline

/// Lists dead letters by their reason.
struct DeadLettersListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists what was set aside, by reason: how many, since when, and some of each.",
        discussion: """
            Reasons of workers: delivered-too-often, kills-workers, ledger-fault, unanswerable. Reasons of the broker: \
            delivery_limit, expired, rejected, maxlen. Nothing personal is shown.
            """
    )

    @OptionGroup var options: LetterOptions

    @Option(help: "Only letters of this reason.")
    var reason: String?

    @Option(help: "Only letters of this program.")
    var program: String?

    @Option(help: ArgumentHelp("How many of each reason to name.", valueName: "number"))
    var examples = 5

    @Flag(help: "Name every letter, in the order of the queue.")
    var all = false

    @Flag(help: "Print JSON: with --all an object a line for each letter, else one for each reason.")
    var json = false

    func validate() throws {
        if self.examples < 0 { throw ValidationError("--examples must be 0 or more") }
    }

    func run() async throws {
        try await Exit.reporting {
            let broker = try BrokerSession(try self.options.settings(), name: "rebated dead-letters")
            let filter = DeadLetterFilter(reason: self.reason, program: self.program)
            var groups = DeadLetterGroups(examples: self.examples)
            let visit = DeadLetterVisit(broker.connection, onEvent: broker.onEvent)
            let end = try await visit.run { deliveries in
                for delivery in deliveries {
                    let letter = DeadLetter(delivery, trusted: broker.trusted)
                    guard filter.selects(letter) else { continue }
                    groups.add(letter)
                    if self.all { self.name(letter) }
                }
                return []
            }
            if !self.all { self.show(groups) }
            if !self.json { self.sum(groups.count, end) }
        }
    }

    private func sum(_ count: Int, _ end: DeadLetterVisit.End) {
        let isFiltered = self.reason != nil || self.program != nil
        Console.say(isFiltered ? "\(count) of \(end.seen) letters" : "\(count) letters")
        if !end.isComplete { Console.say("there are more: only \(end.seen) can be looked at at once") }
    }

    private func name(_ letter: DeadLetter) {
        if self.json {
            var json = JSONWriter()
            letter.write(to: &json)
            Console.say(String(decoding: json.finish(), as: UTF8.self))
        } else {
            Console.say(letter.line)
        }
    }

    private func show(_ groups: DeadLetterGroups) {
        for group in groups.sorted {
            if self.json {
                Self.print(group)
                continue
            }
            let programs = group.programs.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            Console.say(Console.clean("\(group.reason)  \(group.count)"))
            if let oldest = group.oldest, let newest = group.newest { Console.say("  from \(oldest) to \(newest)") }
            Console.say("  " + programs.map { "\($0.key) \($0.value)" }.joined(separator: ", "))
            for letter in group.examples { Console.say("    \(letter.line)") }
            if group.count > group.examples.count { Console.say("    …") }
        }
    }

    private static func print(_ group: DeadLetterGroups.Group) {
        var json = JSONWriter()
        json.beginObject()
        json.key("reason")
        json.value(group.reason)
        json.key("count")
        json.value(group.count)
        json.key("oldest")
        json.value(group.oldest)
        json.key("newest")
        json.value(group.newest)
        json.key("programs")
        json.beginObject()
        for (program, count) in group.programs.sorted(by: { $0.key < $1.key }) {
            json.key(program)
            json.value(count)
        }
        json.endObject()
        json.key("examples")
        json.beginArray()
        for letter in group.examples { letter.write(to: &json) }
        json.endArray()
        json.endObject()
        Console.say(String(decoding: json.finish(), as: UTF8.self))
    }
}
