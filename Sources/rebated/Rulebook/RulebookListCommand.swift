internal import ArgumentParser
internal import Foundation
internal import Rulebook

/// Lists the rulebooks at hand.
struct RulebookListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists the rulebooks that are built in and those of a folder."
    )

    @OptionGroup var options: RulebookOptions

    func run() async throws {
        try await Exit.reporting {
            let shelf = try self.options.shelf()
            let rulebooks = shelf.programs.flatMap { shelf.editions(of: $0) }
            Console.write(RulebookTable.render(rulebooks))
        }
    }
}

extension Console {
    /// Writes text of several lines to standard output.
    static func write(_ text: String) {
        FileHandle.standardOutput.write(Data(text.utf8))
    }
}
