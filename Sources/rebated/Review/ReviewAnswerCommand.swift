internal import ArgumentParser
internal import Desk
internal import Foundation
internal import Ledger
internal import Logging
internal import Messages
internal import Operations
internal import Pipeline

/// Answers one task.
struct ReviewAnswerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "answer",
        abstract: "Answers a task: approve, deny or request_information.",
        discussion: """
            The answer is checked, shown, published with confirms, and waited for until a worker has recorded or refused \
            it. The exit status is 0 if it is recorded, 1 if it is not.
            """
    )

    @Argument(help: "The task's id.")
    var task: String

    @Argument(help: "approve, deny or request_information.")
    var outcome: String

    @Option(help: ArgumentHelp("What the applicant is told.", valueName: "text"))
    var note = ""

    @Option(help: ArgumentHelp("The amount, where the task lets a reviewer set it.", valueName: "dollars"))
    var amount = ""

    @Option(help: ArgumentHelp("One of the task's choices.", valueName: "choice"))
    var choice = ""

    @Flag(name: .shortAndLong, help: "Don't ask before it is sent.")
    var yes = false

    @Option(help: ArgumentHelp("How long to wait for a worker.", valueName: "time"))
    var timeout = "10s"

    @OptionGroup var reviewer: ReviewerOption
    @OptionGroup var ledger: LedgerOptions
    @OptionGroup var options: BrokerOptions

    func validate() throws {
        if self.verdict == nil {
            throw ValidationError("“\(self.outcome)” is none of approve, deny and request_information")
        }
        if Duration(setting: self.timeout) == nil {
            throw ValidationError("--timeout: “\(self.timeout)” is not a span of time such as 25s, 500ms or 2m")
        }
    }

    private var verdict: ReviewOutcome.Verdict? { ReviewOutcome.Verdict(rawValue: self.outcome) }

    func run() async throws {
        try await Exit.reporting {
            let settings = try self.options.settings(self.ledger.flags.merging(self.reviewer.flags) { $1 })
            let reviewer = try settings.reviewer()
            try await settings.withLedger(as: .reader) { ledger in
                let reader = DeskReader(ledger, shelf: try Shelf.load(settings.text(.rulebooks)))
                guard let page = try await reader.page(self.task) else { throw UnknownTask(task: self.task) }
                if let ended = page.ended { throw NotAnswered(problem: ended) }
                let outcome = try self.checked(page.summary, reviewer)
                try self.confirm(outcome, page.summary)
                let line = AnswerLine(
                    try settings.connection(name: "rebated review"),
                    ledger: ledger,
                    patience: Duration(setting: self.timeout) ?? .seconds(10),
                    now: { .present },
                    onEvent: LinkLog(
                        try settings.logger(output: LogOutput(), quietBelow: .warning),
                        purpose: "answering"
                    )
                    .tell
                )
                let result = try await Self.send(outcome, page.summary.key, line)
                guard result.isRecorded else { throw NotAnswered(problem: result.words) }
                Console.say(result.words)
            }
        }
    }

    private static func send(_ outcome: ReviewOutcome, _ key: ApplicationKey, _ line: AnswerLine) async throws
        -> AnswerResult
    {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await line.run() }
            let result = await line.send(outcome, of: key)
            line.stop()
            try await group.waitForAll()
            return result
        }
    }

    private func checked(_ task: TaskSummary, _ reviewer: String) throws -> ReviewOutcome {
        let draft = AnswerDraft(verdict: self.verdict, note: self.note, amount: self.amount, choice: self.choice)
        switch draft.outcome(for: task, reviewer: reviewer) {
        case .success(let outcome):
            if let advice = draft.advice { Console.complain(advice) }
            return outcome
        case .failure(let faults): throw NotAnswered(problem: faults.faults.map(\.text).joined(separator: " "))
        }
    }

    private func confirm(_ outcome: ReviewOutcome, _ task: TaskSummary) throws {
        guard !self.yes else { return }
        let printer = LinePrinter.standardError
        printer.print(AnswerText.confirmation(outcome, of: task, advice: nil, width: printer.width))
        guard isatty(0) == 1 else { throw NotAnswered(problem: "nothing was sent: --yes sends without asking.") }
        FileHandle.standardError.write(Data("Send it? [y/N] ".utf8))
        guard let answer = readLine(), ["y", "yes"].contains(answer.lowercased()) else {
            throw NotAnswered(problem: "Nothing was sent.")
        }
    }
}

/// An answer that was not recorded.
struct NotAnswered: Error, CustomStringConvertible {
    let problem: String

    var description: String { self.problem.harmless }
}
