import Foundation
public import Messages

/// What one transaction is to do: what it must see, and how it changes that.
public protocol BatchPlan: Sendable {
    /// What settling leads to beside the books.
    associatedtype Outcome: Sendable

    /// The applications that it may record. They are loaded with the tasks of their present revision.
    var applications: Set<ApplicationKey> { get }

    /// Ids of tasks that it needs. Their applications are loaded as well.
    var tasks: Set<String> { get }

    /// The programs that it may change: those rows are locked, and what belongs to them with them.
    ///
    /// By itself those of ``applications`` and ``tasks``.
    var programs: Set<String> { get }

    /// When this happens, in milliseconds since 1970: what the journal says.
    var recordedAt: Int64 { get }

    /// The balances that it may read or change; asked with the applications loaded, and perhaps before that without any.
    ///
    /// What loaded applications hold is included anyway.
    func balances(_ books: Books) -> Set<BalanceKey>

    /// Changes the books. Pure: it may be called again after a fault, with books as they then are.
    func settle(_ books: inout Books) -> Outcome
}

extension BatchPlan {
    /// Those of the applications and tasks that it names; a task's id begins with its program.
    public var programs: Set<String> {
        var programs: Set<String> = []
        programs.insertPrograms(of: self.applications)
        for task in self.tasks { programs.insert(String(task.prefix { $0 != "/" })) }
        return programs
    }

    /// None.
    public var tasks: Set<String> { [] }

    /// The present moment.
    public var recordedAt: Int64 { Int64(Date().timeIntervalSince1970 * 1_000) }
}

extension Set<String> {
    /// Inserts the programs of the applications.
    mutating func insertPrograms(of keys: some Sequence<ApplicationKey>) {
        // Most are of one program: to compare neighbours costs less than to hash each.
        var last: String?
        for key in keys where key.program != last {
            last = key.program
            self.insert(key.program)
        }
    }
}
