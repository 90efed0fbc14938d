internal import ArgumentParser
internal import Rulebook

/// Tells what changed between two rulebooks.
struct RulebookDiffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Tells what changed between two rulebooks: by rule, limit, tier, amount and fact.",
        discussion: "Each change is a line, old → new. Comments and layout make no difference."
    )

    @Argument(help: "A file, a program, or program@edition.")
    var old: String

    @Argument(help: "The same for the newer one.")
    var new: String

    @OptionGroup var options: RulebookOptions

    func run() async throws {
        try await Exit.reporting {
            let shelf = try self.options.shelf()
            let old = try self.options.rulebook(self.old, on: shelf)
            let new = try self.options.rulebook(self.new, on: shelf)
            let lines = RulebookDifference.lines(from: old, to: new)
            for line in lines { Console.say(line) }
            if lines.isEmpty { Console.complain("nothing that a rulebook says has changed") }
        }
    }
}
