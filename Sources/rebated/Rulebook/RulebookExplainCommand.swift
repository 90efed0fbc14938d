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
            Reads decisions and rejections as rebated decide prints them, or as CloudEvents events. Titles and the meaning of facts are \
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
        guard let data else { return nil }
        if let rejection = Rejection(data["rejected"] ?? data) { return RejectionLetter.render(rejection) }
        guard let decision = Decision(data) else { return nil }
        let rulebook =
            shelf.edition(digest: decision.digest)
            ?? shelf.editions(of: decision.key.program).last { $0.edition == decision.edition }
        return DecisionLetter.render(decision, rulebook: rulebook)
    }

    private static func read(_ file: String) throws -> Data {
        guard let handle = file == "-" ? FileHandle.standardInput : FileHandle(forReadingAtPath: file) else {
            throw FileProblem(file: file)
        }
        return try handle.readToEnd() ?? Data()
    }
}

extension Rejection {
    /// Reads a rejection back from its JSON; `nil` if it is none.
    fileprivate init?(_ value: JSONValue) {
        guard value["status"] == nil, let errors = value["errors"] else { return nil }
        self.init(
            application: value["application"]?.string,
            errors: errors.elements.map {
                Problem(path: $0["path"]?.string ?? "", problem: $0["problem"]?.string ?? "")
            }
        )
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
