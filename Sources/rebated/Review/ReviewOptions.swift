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
    @Option(.reviewer) var reviewer: String?

    /// What this option says, as a setting.
    var flags: [Setting: [String]] { [.reviewer: self.reviewer.given] }
}

extension Settings {
    /// The reviewer's name: as it is set, else the broker's user, else the machine's.
    func reviewer() throws(SettingError) -> String {
        if let found = self.find(.reviewer), let name = found.values.last {
            guard AnswerDraft.isReviewer(name) else {
                let problem = "“\(name.harmless)” is no name of at most \(AnswerDraft.longestReviewer) bytes"
                throw SettingError(source: found.source, problem: problem)
            }
            return name
        }
        let user = try self.brokerURLs().first?.user ?? ""
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
