internal import ArgumentParser
internal import Digest
internal import JSON
internal import Ledger
internal import Operations

/// Proves that the ledger holds what was recorded.
struct LedgerVerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Proves that nothing in the ledger was changed or removed, and that its sums are right.",
        discussion: """
            Every decision, with what it awarded, and every change of a budget is a link of its program's journal, and \
            each link's hash covers the one before. All of it is read, and what disagrees is told; the exit status is 1 \
            then.

            A journal that somebody wrote anew from its start agrees with itself. What shows it is a head that was noted \
            earlier and kept elsewhere: note heads with --heads, and check against them with --since.
            """
    )

    @OptionGroup var place: LedgerPlace

    @Option(help: ArgumentHelp("Note the heads in this file, if all is sound.", valueName: "file"), completion: .file())
    var heads: String?

    @Option(
        help: ArgumentHelp("Check against heads that were noted in this file.", valueName: "file"),
        completion: .file()
    )
    var since: String?

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        try await Exit.reporting {
            let noted = try self.since.map { try HeadFile.read($0) } ?? []
            let report = try await self.place.read { try await LedgerAudit($0).report(noted: noted) }
            if self.json { Console.say(Self.text(report)) } else { self.tell(report) }
            guard report.problems.isEmpty else { throw ExitCode.failure }
            if let heads { try HeadFile.write(report.heads, to: heads) }
        }
    }

    private func tell(_ report: LedgerAudit.Report) {
        if !report.heads.isEmpty {
            var table = TextTable([("program", .left), ("links", .right), ("head", .left)])
            for head in report.heads {
                table.add([head.program, "\(head.sequence)", Hexadecimal.text(head.hash[...])])
            }
            // A head is long: where it would not fit a terminal it goes on a line of its own.
            if table.lines.allSatisfy({ $0.count <= 80 }) {
                table.lines.forEach(Console.say)
            } else {
                for head in report.heads {
                    Console.say("\(Console.clean(head.program)): \(head.sequence) links, the last with the hash")
                    Console.say("  \(Hexadecimal.text(head.hash[...]))")
                }
            }
        }
        for problem in report.problems { Console.say("PROBLEM: \(Console.clean(problem))") }
        let links = report.heads.reduce(0) { $0 + $1.sequence }
        Console.say(
            report.problems.isEmpty
                ? "sound: \(links) links in \(report.heads.count) journals, and all sums agree"
                : "\(report.problems.count) problems in \(links) links of \(report.heads.count) journals"
        )
    }

    private static func text(_ report: LedgerAudit.Report) -> String {
        var json = JSONWriter()
        json.beginObject()
        json.key("sound")
        json.value(report.problems.isEmpty)
        json.key("problems")
        json.beginArray()
        for problem in report.problems { json.value(problem) }
        json.endArray()
        HeadFile.write(report.heads, to: &json)
        json.endObject()
        return String(decoding: json.finish(), as: UTF8.self)
    }
}
