internal import Desk
internal import Foundation
internal import Messages

/// The desk line by line: for screen readers, and for terminals that can do no more.
struct ReviewLines {
    let desk: ReviewDesk
    private let printer = LinePrinter.standardOutput

    init(desk: ReviewDesk) {
        self.desk = desk
    }

    func run() async throws {
        while true {
            let today = Today.date
            let list = try await self.desk.reader.tasks(self.desk.filter, today: today, limit: ReviewScreen.listed)
            if list.tasks.isEmpty {
                Console.say("Nothing waits for a reviewer.")
                return
            }
            self.printer.print(TaskListText.lines(list.tasks, width: self.printer.width, today: today))
            guard let typed = Self.ask("Number of a task, or q to end: "), typed != "q" else { return }
            guard let number = Int(typed), list.tasks.indices.contains(number - 1) else {
                Console.say("There is no task of that number.")
                continue
            }
            guard try await self.review(list.tasks[number - 1].task) else { return }
        }
    }

    /// Shows a task and takes an answer; `false` at the end of the input.
    private func review(_ task: String) async throws -> Bool {
        guard let page = try await self.desk.reader.page(task) else { return true }
        self.printer.print(TaskText.lines(page, width: self.printer.width, today: Today.date))
        guard page.isOpen else { return true }
        Console.say("")
        while true {
            guard let typed = Self.ask("approve, deny, request_information, or back: ") else { return false }
            if ["", "b", "back"].contains(typed) { return true }
            guard let verdict = Self.verdict(typed) else {
                Console.say("That is none of them.")
                continue
            }
            return await self.answer(page, verdict)
        }
    }

    private func answer(_ page: TaskPage, _ verdict: ReviewOutcome.Verdict) async -> Bool {
        let task = page.summary
        var draft = AnswerDraft(verdict: verdict)
        if verdict == .approve, task.setsAmount {
            guard let amount = Self.ask("Amount in dollars: ") else { return false }
            draft.amount = amount
        }
        if verdict == .approve, !task.choices.isEmpty {
            let usual = task.suggested.map { ", blank for \($0)" } ?? ""
            guard let choice = Self.ask("Choice (\(task.choices.joined(separator: ", "))\(usual)): ") else {
                return false
            }
            draft.choice = choice
        }
        guard let note = Self.ask("Note to the applicant: ") else { return false }
        draft.note = note
        switch draft.outcome(for: task, reviewer: self.desk.reviewer) {
        case .failure(let faults):
            for fault in faults.faults { Console.say(fault.text) }
        case .success(let outcome):
            let width = self.printer.width
            self.printer.print(AnswerText.confirmation(outcome, of: task, advice: draft.advice, width: width))
            guard let typed = Self.ask("Send it? [y/N] ") else { return false }
            if ["y", "yes"].contains(typed.lowercased()) {
                Console.say(await self.desk.line.send(outcome, of: task.key).words.harmless)
            } else {
                Console.say("Nothing was sent.")
            }
        }
        Console.say("")
        return true
    }

    private static func verdict(_ typed: String) -> ReviewOutcome.Verdict? {
        guard !typed.isEmpty else { return nil }
        let word = typed.lowercased().replacing(" ", with: "_")
        // The first letters are enough; `i` is what the screen takes for information.
        if word == "i" { return .requestInformation }
        return ReviewOutcome.Verdict.allCases.first { $0.rawValue.hasPrefix(word) }
    }

    /// Asks a question; `nil` at the end of the input.
    private static func ask(_ question: String) -> String? {
        FileHandle.standardOutput.write(Data(question.utf8))
        return readLine()
    }
}
