internal import ArgumentParser
internal import Foundation
internal import Rulebook

/// Checks rulebooks' files.
struct RulebookCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Checks rulebooks: every error and warning, with file, line and column.",
        discussion: """
            Beside the types of every expression it looks for rules that nobody or everybody meets, tiers that can't be \
            reached, gaps between tiers, and facts that nothing reads. The exit status is 1 if there is any error. \
            Without files it checks the rulebooks that are built in and those of --rulebooks.
            """
    )

    @Argument(help: "Rulebooks' files.", completion: .file())
    var files: [String] = []

    @OptionGroup var options: RulebookOptions

    func run() async throws {
        try await Exit.reporting {
            var isSound = true
            if self.files.isEmpty {
                let shelf = try self.options.shelf()
                for rulebook in shelf.programs.flatMap({ shelf.editions(of: $0) }) {
                    isSound = Self.tell(rulebook.file, RulebookAnalysis.findings(rulebook)) && isSound
                }
            }
            for file in self.files {
                isSound = Self.check(file) && isSound
            }
            if !isSound { throw ExitCode.failure }
        }
    }

    /// Checks one file; `false` if it has errors.
    private static func check(_ file: String) -> Bool {
        if file.hasSuffix(".test.yaml") || file.hasSuffix(".test.yml") {
            Console.say("\(file): these are cases, for rebated rulebook test")
            return true
        }
        do throws(RulebookFault) {
            let (rulebook, warnings) = try RulebookFile.load(file)
            return Self.tell(file, warnings + RulebookAnalysis.findings(rulebook))
        } catch {
            return Self.tell(file, error.diagnostics)
        }
    }

    private static func tell(_ file: String, _ findings: [RulebookDiagnostic]) -> Bool {
        for finding in findings.sorted(by: { ($0.line, $0.column) < ($1.line, $1.column) }) {
            Console.say("\(finding)")
        }
        if findings.allSatisfy({ $0.severity == .note }) { Console.say("\(file): ok") }
        return !findings.contains { $0.severity == .error }
    }
}
