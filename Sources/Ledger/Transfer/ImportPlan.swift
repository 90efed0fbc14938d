internal import Messages

/// Puts back part of an export.
struct ImportPlan: BatchPlan {
    /// One value of an export.
    enum Item {
        case edition(EditionRecord)
        case program(ProgramRecord)
        case link(JournalLink, program: String)
        case application(ApplicationRecord)
        case task(TaskRecord)
        case event(OutboxEvent)
    }

    let items: [Item]

    var applications: Set<ApplicationKey> {
        Set(
            self.items.compactMap { item in
                switch item {
                case .link(.decision(let decision, _), _): decision.key
                case .application(let application): application.key
                default: nil
                }
            }
        )
    }

    var programs: Set<String> {
        Set(
            self.items.compactMap { item in
                switch item {
                case .program(let program): program.program
                case .link(_, let program): program
                case .application(let application): application.key.program
                default: nil
                }
            }
        )
    }

    func balances(_ books: Books) -> Set<BalanceKey> {
        Set(
            self.items.flatMap { item in
                if case .link(.decision(_, let entries), _) = item { entries.map(\.key) } else { [BalanceKey]() }
            }
        )
    }

    func settle(_ books: inout Books) {
        for item in self.items {
            switch item {
            case .edition(let edition): books.use(edition: edition)
            case .program(let program): books.restore(lastOrder: program.lastOrder, of: program.program)
            case .link(let link, let program): books.restore(link, program: program)
            case .application(let application): books.restore(application)
            case .task(let task): books.record(task)
            case .event(let event): books.enqueue(event)
            }
        }
    }
}

/// Sets events apart again that no queue took.
struct ReturnPlan: BatchPlan {
    let events: [OutboxEvent]

    var applications: Set<ApplicationKey> { [] }

    func balances(_ books: Books) -> Set<BalanceKey> { [] }

    func settle(_ books: inout Books) {
        for event in self.events {
            if let reason = event.returned { books.markReturned(event.id, reason: reason) }
        }
    }
}
