internal import AMQP
internal import ArgumentParser
internal import Desk
internal import Foundation
internal import Messages
internal import Operations

/// Which tasks a command shows.
struct TaskOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Only tasks of this program.", valueName: "name"))
    var program: String?

    @Option(help: ArgumentHelp("Only tasks of this kind, such as oversizing.", valueName: "name"))
    var kind: String?

    @Option(help: ArgumentHelp("Only tasks with these words in their id, kind or question.", valueName: "words"))
    var search: String?

    /// The options as a filter.
    var filter: TaskFilter {
        TaskFilter(program: self.program, kind: self.kind, search: self.search ?? "")
    }
}

/// Who reviews.
struct ReviewerOption: ParsableArguments {
    @Option(help: ArgumentHelp("Who answers; by default the broker's user, else the machine's.", valueName: "name"))
    var reviewer: String?

    func validate() throws {
        if let reviewer, !AnswerDraft.isReviewer(reviewer) {
            throw ValidationError("--reviewer must be a name of at most \(AnswerDraft.longestReviewer) bytes")
        }
    }

    /// The reviewer's name.
    func name(_ settings: Settings) throws -> String {
        if let reviewer { return reviewer }
        let user = try settings.brokerURLs().first?.user ?? ""
        return user.isEmpty ? Operator.name : user
    }
}

/// The present, as desks need it.
enum Today {
    /// The date in UTC, `YYYY-MM-DD`.
    static var date: String { Instant.present.date }
}

/// A task that the ledger does not have.
struct UnknownTask: Error, CustomStringConvertible {
    let task: String

    var description: String { "there is no task “\(self.task.harmless)” in the ledger" }
}
