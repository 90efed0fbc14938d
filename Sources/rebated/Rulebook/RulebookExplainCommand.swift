internal import Adjudication
internal import ArgumentParser
internal import Foundation
internal import JSON
internal import Messages
internal import Rulebook

/// Explains decisions in letters.
struct RulebookExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Writes decisions as letters in Markdown: outcome, amounts, each finding with its citation.",
        discussion: """
            Reads decisions as rebated decide prints them, or as CloudEvents events. Titles and the meaning of facts are \
            told where the rulebook's edition is at hand.
            """
    )

    @Argument(help: "A file with decisions; - is standard input.", completion: .file())
    var file: String

    @OptionGroup var options: RulebookOptions

    func run() async throws {
        try await Exit.reporting {
            let shelf = try self.options.shelf()
            var reader = JSONStreamReader()
            reader.append(try Self.read(self.file))
            reader.end()
            var letters: [String] = []
            while let next = reader.next() {
                switch next.result {
                case .failure(let error):
                    throw Unexplained(file: self.file, line: error.line, problem: error.message)
                case .success(let document):
                    guard let letter = Self.letter(document.root, shelf) else {
                        throw Unexplained(file: self.file, line: next.line, problem: "this is no decision")
                    }
                    letters.append(letter)
                }
            }
            if letters.isEmpty { throw Unexplained(file: self.file, line: 1, problem: "there is no decision in it") }
            Console.write(letters.joined(separator: "\n---\n\n"))
        }
    }

    private static func letter(_ value: JSONValue, _ shelf: RulebookShelf) -> String? {
        let data = value["specversion"] == nil ? value : value["data"]
        guard let data, let decision = Decision(data) else { return nil }
        let rulebook =
            shelf.edition(digest: decision.digest)
            ?? shelf.editions(of: decision.key.program).last { $0.edition == decision.edition }
        return DecisionLetter.render(decision, rulebook: rulebook)
    }

    private static func read(_ file: String) throws -> Data {
        if file == "-" { return try FileHandle.standardInput.readToEnd() ?? Data() }
        guard let data = FileManager.default.contents(atPath: file) else { throw FileProblem(file: file) }
        return data
    }
}

/// What can't be explained, and where it stands.
struct Unexplained: Error, CustomStringConvertible {
    let file: String
    let line: Int
    let problem: String

    var description: String {
        "\(self.file == "-" ? "standard input" : self.file):\(self.line): \(self.problem)"
    }
}
