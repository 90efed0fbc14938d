internal import AMQP
internal import ArgumentParser
internal import Ledger
internal import Operations
internal import Pipeline

/// Removes dead letters for good.
struct DeadLettersDropCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drop",
        abstract: "Removes letters for good; without --yes it only tells which.",
        discussion: """
            With --to each letter is first written whole, with its personal data, into a new file that only you may \
            read: JSON, one object a line. Who did it, when and to which letters is recorded in the ledger.
            """
    )

    @OptionGroup var options: LetterOptions
    @OptionGroup var ledger: LedgerOptions
    @OptionGroup var selection: LetterSelection

    @Option(help: ArgumentHelp("Where the letters are kept; a new file.", valueName: "file"), completion: .file())
    var to: String?

    func run() async throws {
        try await Exit.reporting {
            let settings = try self.options.settings(self.ledger.flags)
            let broker = try BrokerSession(settings, name: "rebated dead-letters")
            let round = LetterRound(broker: broker, selection: self.selection)
            guard self.selection.yes else { return try await self.foresee(round) }
            try await settings.withLedger(as: .tool) { try await self.drop(round, $0) }
        }
    }

    private func foresee(_ round: LetterRound) async throws {
        let letters = try await round.look { chosen in
            for entry in chosen { Console.say(entry.letter.line) }
        }
        if self.selection.isChoice, let file = self.selection.selection {
            try self.selection.write(letters, to: file)
        }
        Console.say("\(letters.count) letters; nothing was done")
        guard !letters.isEmpty else { return }
        let file = self.selection.selection ?? "FILE"
        Console.say("`rebated dead-letters drop --selection \(file) --yes` removes exactly these")
    }

    private func drop(_ round: LetterRound, _ ledger: any Ledger) async throws {
        let ids = try await round.fixedIDs()
        guard !ids.isEmpty else { throw ExitCode.failure }
        let file = try self.to.map { path throws(SettingError) in try PrivateFile(path) }
        var record = LetterLedger(ledger, "drop")
        try await record.begin(ids)
        let missing: [String]
        do {
            missing = try await round.act(on: ids) { chosen in
                for entry in chosen {
                    try file?
                        .write(LetterPage(delivery: entry.delivery, letter: entry.letter, showsBody: true).json + "\n")
                }
                // On the disk before it is gone from the queue.
                try file?.flush()
                for entry in chosen { record.add(entry.letter) }
                return chosen.map(\.delivery.receipt)
            }
        } catch {
            try? await record.end(missing: 0, fault: "\(error)")
            throw error
        }
        try await record.end(missing: missing.count)
        for id in missing.prefix(20) { Console.complain("there is no dead letter \(id) any more") }
        Console.say("\(record.count) dropped, \(missing.count) not there")
        if !missing.isEmpty { throw ExitCode.failure }
    }
}
