internal import ArgumentParser
internal import Foundation

/// `--facts`, where expressions are evaluated.
struct FactsOption: ParsableArguments {
    @Option(
        name: .customLong("facts"),
        help: ArgumentHelp(
            "A JSON object whose members are the facts; \"@2024-02-29\" and \"@P4Y\" are a date and a duration.",
            valueName: "file"
        )
    )
    var path: String?

    /// The content of a file of facts.
    static func read(_ path: String) throws -> [UInt8] {
        do {
            return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
        } catch {
            Console.complain("rebated: \(path) can't be read: \(error.localizedDescription)")
            throw ExitCode.failure
        }
    }
}
