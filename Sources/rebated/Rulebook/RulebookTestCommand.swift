internal import ArgumentParser
internal import Foundation
internal import Rulebook

/// Runs a rulebook's own cases.
struct RulebookTestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Runs the cases that stand beside a rulebook, in NAME.test.yaml.",
        discussion: """
            A case is {name, budgets, items, expect}: applications (or {"review": …}, {"withdrawn": …}), and for each what \
            has to become of it. Fields that "expect" names must be right, others may be anything. The exit status is 1 if \
            a case fails.
            """
    )

    @Argument(help: "A rulebook's file.", completion: .file())
    var file: String

    func run() async throws {
        try await Exit.reporting {
            let (file, casesFile) = Self.files(self.file)
            let rulebook = try RulebookFile.load(file).rulebook
            let cases = try RulebookCase.load(try RulebookFile.read(casesFile), file: casesFile)
            let runner = CaseRunner(rulebook)
            var failed = 0
            for test in cases {
                let differences = try await runner.differences(test)
                if differences.isEmpty {
                    Console.say("ok      \(test.name)")
                } else {
                    failed += 1
                    Console.say("FAILED  \(test.name) (\(casesFile):\(test.line))")
                    for difference in differences { Console.say("        \(Console.clean(difference))") }
                }
            }
            Console.say("\(cases.count - failed) passed, \(failed) failed")
            if failed > 0 { throw ExitCode.failure }
        }
    }

    /// The rulebook's file and that of its cases, whichever of them was named.
    private static func files(_ name: String) -> (rulebook: String, cases: String) {
        for ending in [".yaml", ".yml"] where name.hasSuffix(ending) {
            let stem = name.dropLast(ending.count)
            if stem.hasSuffix(".test") { return (stem.dropLast(5) + ending, name) }
            return (name, "\(stem).test\(ending)")
        }
        return (name, "\(name).test.yaml")
    }
}
