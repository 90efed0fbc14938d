internal import AMQP
internal import ArgumentParser
internal import JSON
internal import Ledger
internal import Operations
internal import Pipeline
internal import Rulebook

/// Sends dead letters again.
struct DeadLettersReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Publishes letters to where they came from; without --yes it only tells what would become of them.",
        discussion: """
            The dry run asks the ledger, with the code of workers, what each letter would be decided now: up to 64 of \
            them together in their order, those that may have killed workers each alone.

            With --yes each letter is published and leaves rebated.dead only once the broker has it where it came from: \
            if this is interrupted, some may be there twice, which workers tell apart, and none is lost. What is not \
            chosen stays untouched. x-replayed counts how often; x-from-user tells workers who sent it at first, which \
            they believe of their own login user and of those that their setting trusted-users names: log in as one of \
            them. Who did it, when and to which letters is recorded in the ledger. The exit status is 1 if a letter \
            stayed.
            """
    )

    @OptionGroup var options: LetterOptions
    @OptionGroup var ledger: LedgerOptions
    @OptionGroup var selection: LetterSelection

    @Flag(help: "Print JSON, one object a line.")
    var json = false

    func run() async throws {
        try await Exit.reporting {
            let settings = try self.options.settings(self.ledger.flags)
            let broker = try BrokerSession(settings, name: "rebated dead-letters")
            let round = LetterRound(broker: broker, selection: self.selection)
            try await settings.withLedger(as: self.selection.yes ? .tool : .reader) { ledger in
                if self.selection.yes {
                    try await self.replay(round, ledger)
                } else {
                    try await self.foresee(round, ledger, try await settings.shelf(archiving: ledger))
                }
            }
        }
    }

    private func foresee(_ round: LetterRound, _ ledger: any Ledger, _ shelf: RulebookShelf) async throws {
        let forecast = ReplayForecast(ledger: ledger, rulebooks: RulebookStand(shelf))
        let letters = try await round.look { chosen in
            // Should one of them kill this program, as it may have killed workers, those before it have been told.
            let parts = chosen.contains { Self.isSuspect($0.letter) } ? chosen.map { [$0] } : [chosen]
            for part in parts {
                for (entry, expectation) in zip(part, try await forecast.expect(part)) {
                    self.show(entry.letter, expectation)
                }
            }
        }
        if self.selection.isChoice, let file = self.selection.selection {
            try self.selection.write(letters, to: file)
        }
        guard !self.json else { return }
        Console.say("\(letters.count) letters; nothing was done")
        guard !letters.isEmpty else { return }
        if let file = self.selection.selection {
            Console.say("`rebated dead-letters replay --selection \(file) --yes` sends exactly these")
        } else {
            Console.say("--selection FILE fixes exactly these; then --selection FILE --yes sends them")
        }
    }

    /// Whether it is set aside because of what it did to workers.
    private static func isSuspect(_ letter: DeadLetter) -> Bool {
        ["kills-workers", "delivered-too-often", "delivery_limit"].contains(letter.reason)
    }

    private func replay(_ round: LetterRound, _ ledger: any Ledger) async throws {
        let ids = try await round.fixedIDs()
        guard !ids.isEmpty else { throw ExitCode.failure }
        var record = LetterLedger(ledger, "replay")
        try await record.begin(ids)
        var stayed = 0
        var isHopeless = false
        // A letter that a worker sets aside again at once comes by once more: it is not sent round and round.
        var replays: [String: Int] = [:]
        let missing: [String]
        do {
            missing = try await round.broker.publishing { publish in
                let replay = DeadLetterReplay(as: round.broker.user, publish: publish)
                return try await round.act(on: ids) { chosen in
                    if isHopeless { return [] }
                    let fresh = chosen.filter { entry in
                        let first = replays[entry.letter.id] ?? entry.letter.replays
                        replays[entry.letter.id] = first
                        return entry.letter.replays <= first
                    }
                    let results = await replay.replay(fresh)
                    for result in results {
                        self.show(result.letter, obstacle: result.obstacle)
                        if result.obstacle == nil { record.add(result.letter) } else { record.addStaying() }
                    }
                    stayed += results.count { $0.obstacle != nil }
                    isHopeless = results.contains(where: \.isHopeless)
                    return results.filter { $0.obstacle == nil }.map(\.receipt)
                }
            }
        } catch {
            try? await record.end(missing: 0, fault: "\(error)")
            throw error
        }
        try await record.end(missing: missing.count)
        if !self.json {
            for id in missing.prefix(20) { Console.complain("there is no dead letter \(id) any more") }
            if isHopeless { Console.complain("the broker did not answer; run it again with the same selection") }
            Console.say("\(record.count) sent again, \(stayed) stayed, \(missing.count) not there")
        }
        if stayed > 0 || isHopeless || !missing.isEmpty { throw ExitCode.failure }
    }

    private func show(_ letter: DeadLetter, _ expectation: ReplayForecast.Expectation) {
        if self.json {
            var json = JSONWriter()
            json.beginObject()
            letter.writeMembers(to: &json)
            json.key("would_be")
            json.value(expectation.status)
            json.key("total")
            json.value(expectation.total)
            json.key("problems")
            json.beginArray()
            for problem in expectation.problems { json.value(problem) }
            json.endArray()
            json.endObject()
            return Console.say(String(decoding: json.finish(), as: UTF8.self))
        }
        let total = expectation.total.map { ", \($0)" } ?? ""
        let shown = expectation.problems.prefix(5).joined(separator: ", ")
        let problems = expectation.problems.isEmpty ? "" : ": \(shown)\(expectation.problems.count > 5 ? ", …" : "")"
        Console.say("\(letter.line)  would be \(Console.clean(expectation.status + total + problems))")
    }

    private func show(_ letter: DeadLetter, obstacle: String?) {
        if self.json {
            var json = JSONWriter()
            json.beginObject()
            letter.writeMembers(to: &json)
            json.key("obstacle")
            json.value(obstacle)
            json.endObject()
            Console.say(String(decoding: json.finish(), as: UTF8.self))
        } else {
            Console.say("\(letter.line)  \(obstacle.map { "stays: " + Console.clean($0) } ?? "sent again")")
        }
    }
}
