internal import ArgumentParser
internal import Foundation
internal import Messages
internal import Operations
internal import Pipeline

/// Which letters a command is to act on: chosen in a dry run, fixed before anything is done.
struct LetterSelection: ParsableArguments {
    @Argument(help: "Ids of letters, or what they begin with.")
    var ids: [String] = []

    @Option(help: "Letters of this reason.")
    var reason: String?

    @Option(help: "Letters of this program.")
    var program: String?

    @Flag(help: "All letters.")
    var all = false

    @Option(
        help: ArgumentHelp(
            "Where a dry run writes what was chosen, and where it is read from otherwise.",
            valueName: "file"
        ),
        completion: .file()
    )
    var selection: String?

    @Flag(help: "Do it, with ids or with a selection that a dry run has written.")
    var yes = false

    /// Whether the letters are chosen now, and not read from a selection.
    var isChoice: Bool { !self.ids.isEmpty || self.reason != nil || self.program != nil || self.all }

    /// The letters that are chosen now.
    var filter: DeadLetterFilter { DeadLetterFilter(ids: self.ids, reason: self.reason, program: self.program) }

    func validate() throws {
        for id in self.ids { if let fault = DeadLetterFilter.fault(id) { throw ValidationError(fault) } }
        if self.all, !self.ids.isEmpty || self.reason != nil || self.program != nil {
            throw ValidationError("--all goes with nothing else that chooses letters")
        }
        guard self.isChoice || self.selection != nil else {
            throw ValidationError("name letters: ids, --reason, --program, --all, or --selection FILE")
        }
        guard self.yes else { return }
        if self.all || self.reason != nil || self.program != nil {
            throw ValidationError(
                "with --yes the letters must be fixed: run it without --yes and with --selection FILE first, "
                    + "then with --selection FILE --yes"
            )
        }
        if self.isChoice, self.selection != nil { throw ValidationError("--yes takes ids or --selection, not both") }
    }

    /// Reads the selection's file.
    ///
    /// - Throws: `SettingError` for a file that can't be read, or is none.
    func read(_ file: String) throws(SettingError) -> [String] {
        guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
            throw SettingError(source: "--selection", problem: "“\(file)” can't be read")
        }
        var ids: [String] = []
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            guard let word = line.split(separator: " ").first else { continue }
            let id = String(word)
            if let fault = DeadLetterFilter.fault(id) { throw SettingError(source: file, problem: fault) }
            guard id.utf8.count == 64 else {
                throw SettingError(source: file, problem: "“\(id)” is not a whole id: 64 digits")
            }
            ids.append(id)
        }
        return ids
    }

    /// Writes the letters that were chosen; a file that is there already is not touched.
    func write(_ letters: [DeadLetter], to file: String) throws {
        let output = try PrivateFile(file)
        try output.write("# dead letters of rebated, chosen \(Instant.present): \(letters.count)\n")
        for letter in letters {
            try output.write(Console.clean("\(letter.id)  \(letter.reason)  \(letter.application ?? "-")") + "\n")
        }
        try output.close()
    }
}
