internal import ArgumentParser
internal import FEELCommand
internal import Foundation
internal import LineEditing

/// Evaluates expressions as they are typed.
struct FeelReplCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "repl",
        abstract: "Evaluates expressions as you type them; `:help` names what else can be typed.",
        discussion: """
            On a terminal the cursor keys edit the line and fetch earlier ones, which are kept in \
            $XDG_STATE_HOME/rebated/feel-history (~/.local/state without XDG_STATE_HOME). Without a terminal each \
            line of standard input is answered.
            """
    )

    @OptionGroup var facts: FactsOption

    func run() throws {
        var dialogue = FEELDialogue()
        if let path = self.facts.path { _ = Self.obey(.readFacts(path: path), &dialogue) }
        guard isatty(0) == 1, isatty(1) == 1 else {
            while let line = readLine() {
                guard Self.obey(dialogue.reply(to: line), &dialogue) else { return }
            }
            return
        }
        var editor = LineEditor(history: Self.historyPath)
        while let line = editor.line(prompt: "feel> ") {
            guard Self.obey(dialogue.reply(to: line), &dialogue) else { break }
        }
        editor.close()
    }

    /// Does what a reply says; `false` at the end.
    private static func obey(_ reply: FEELDialogue.Reply, _ dialogue: inout FEELDialogue) -> Bool {
        switch reply {
        case .quit: return false
        case .say(let output, let notes):
            for note in notes { Console.complain(note) }
            if !output.isEmpty { Console.say(output) }
            return true
        case .readFacts(let path):
            guard let bytes = try? FactsOption.read(path) else { return true }
            return self.obey(dialogue.load(facts: bytes, from: path), &dialogue)
        }
    }

    /// Where earlier lines are kept, as the XDG Base Directory Specification says; `nil` if there is no home.
    private static var historyPath: String? {
        let environment = ProcessInfo.processInfo.environment
        if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") { return state + "/rebated/feel-history" }
        guard let home = environment["HOME"], home.hasPrefix("/") else { return nil }
        return home + "/.local/state/rebated/feel-history"
    }
}
