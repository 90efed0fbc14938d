internal import Adjudication
internal import ArgumentParser
internal import Foundation
internal import JSON
internal import Messages
internal import Rulebook

/// Prints or writes the schemas of applications and messages.
struct RulebookSchemaCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Prints the JSON Schema of a program's application, or writes the schemas of all messages.",
        discussion: """
            The schema (JSON Schema 2020-12) is derived from the rulebook: every fact with its type, bounds, meaning \
            and default. What it can't say stands in its description.
            """
    )

    @Argument(help: "A program, program@edition, or a rulebook's file.")
    var program: String?

    @Option(
        help: ArgumentHelp(
            "Writes into this folder a file for each program's newest edition and one for each message.",
            valueName: "folder"
        ),
        completion: .directory
    )
    var all: String?

    @OptionGroup var options: RulebookOptions

    func validate() throws {
        if (self.program == nil) == (self.all == nil) {
            throw ValidationError("Name a program to print its schema, or a folder with --all.")
        }
    }

    func run() async throws {
        try await Exit.reporting {
            let shelf = try self.options.shelf()
            if let program {
                let file = ApplicationSchema.file(try self.options.rulebook(program, on: shelf))
                try FileHandle.standardOutput.write(contentsOf: Data(file.schema.bytes))
            }
            guard let all else { return }
            let newest = shelf.programs.compactMap { shelf.editions(of: $0).last }
            for file in newest.map(ApplicationSchema.file) + MessageSchemas.files {
                let path = URL(fileURLWithPath: all, isDirectory: true).appendingPathComponent(file.name)
                do {
                    try Data(file.schema.bytes).write(to: path, options: .atomic)
                } catch {
                    throw UnwritableSchema("\(path.path): the file can't be written: \(error.localizedDescription)")
                }
            }
        }
    }
}

/// A schema that could not be written.
private struct UnwritableSchema: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
