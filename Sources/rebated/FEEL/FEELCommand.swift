internal import ArgumentParser
internal import FEELCommand
internal import Foundation

/// Evaluates expressions of the rule language: lines of JSON, or one expression.
struct FeelCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "feel",
        abstract: "Evaluates expressions of the rule language, FEEL: one, or JSON lines from standard input.",
        discussion: """
            Without -e each line of standard input is an object with "id", "expr" and "context" (names with typed \
            values, such as {"x": {"number": "12.50"}}). Each is answered at once by a line with the same id and \
            "value" or "error".
            """,
        subcommands: [FeelReplCommand.self]
    )

    @Option(name: [.customShort("e"), .customLong("expression")], help: "Evaluate one expression and print its value.")
    var expression: String?

    @OptionGroup var facts: FactsOption

    func validate() throws {
        if self.facts.path != nil, self.expression == nil {
            throw ValidationError("--facts belongs to -e and to `repl`; JSON lines bring their own \"context\".")
        }
    }

    func run() throws {
        if let expression { try self.evaluate(expression) } else { try self.answerLines() }
    }

    private func evaluate(_ source: String) throws {
        var session = FEELSession()
        if let path = self.facts.path {
            if let problem = session.load(facts: try FactsOption.read(path)) {
                Console.complain("rebated: \(path): \(problem)")
                throw ExitCode.failure
            }
        }
        let answer = session.evaluate(source)
        for note in answer.notes { Console.complain(note) }
        if answer.isFault { throw ExitCode.failure }
        Console.say(answer.output)
    }

    private func answerLines() throws {
        var lines = LineBuffer()
        var isOpen = true
        while isOpen {
            let chunk = FileHandle.standardInput.availableData
            isOpen = !chunk.isEmpty
            if isOpen { lines.append(chunk) } else { lines.end() }
            var output: [UInt8] = []
            while let line = lines.next() {
                if line.allSatisfy({ $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") || $0 == UInt8(ascii: "\r") })
                {
                    continue
                }
                output += FEELProtocol.answer(line: line)
                output.append(UInt8(ascii: "\n"))
            }
            if !output.isEmpty { try FileHandle.standardOutput.write(contentsOf: Data(output)) }
        }
    }
}
