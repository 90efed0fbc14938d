internal import ArgumentParser
internal import Foundation
internal import Rulebook

/// Shows one rulebook.
struct RulebookShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows a program's facts, rules, amounts and limits, with notes and citations."
    )

    @Argument(help: "A program, program@edition, or a rulebook's file.")
    var program: String

    @Option(help: ArgumentHelp("Characters of a line; the terminal's by default.", valueName: "count"))
    var width: Int?

    @OptionGroup var options: RulebookOptions

    func validate() throws {
        if let width, !(40...1000).contains(width) { throw ValidationError("--width must be 40 to 1000") }
    }

    func run() async throws {
        try await Exit.reporting {
            let rulebook = try self.options.rulebook(self.program, on: self.options.shelf())
            Console.write(RulebookPage.render(rulebook, width: self.width ?? Self.terminalWidth))
        }
    }

    /// The terminal's width, at most what reads well; the same where standard output is no terminal.
    private static var terminalWidth: Int {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 100 }
        return min(Int(size.ws_col), 120)
    }
}
