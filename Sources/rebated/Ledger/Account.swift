internal import JSON
internal import Ledger
internal import Messages

/// What was entered under limits, limit by limit, each entry with the sum up to it.
struct Account {
    /// One limit.
    struct Limit {
        let key: BalanceKey
        let scope: String
        let entries: [(entry: EntryRecord, sum: Int64)]
        /// The maximum that the last decision under it told; `nil` for none, or not known.
        let maximum: Cents?

        var sum: Cents { Cents(self.entries.last?.sum ?? 0) }
    }

    let scope: String
    let key: String
    /// In the order in which they were first used.
    let limits: [Limit]
    /// Those on an application, if one is asked for.
    let decisions: [DecisionRecord]

    /// All that counts for a customer, a home, a dwelling unit or a program.
    init(scope: String, key: String, _ ledger: any Ledger) async throws {
        self.scope = scope
        self.key = key
        self.decisions = []
        self.limits = try await Self.limits(of: try await ledger.entries(scope: scope, key: key), ledger)
    }

    /// All that one application was given and gave back.
    init(of application: ApplicationKey, _ ledger: any Ledger) async throws {
        self.scope = "application"
        self.key = application.description
        self.decisions = try await ledger.history(of: application)
        var entries: [EntryRecord] = []
        for decision in self.decisions {
            entries += try await Self.link(application.program, decision.sequence, ledger)?.entries ?? []
        }
        self.limits = try await Self.limits(of: entries, ledger)
    }

    private static func limits(of entries: [EntryRecord], _ ledger: any Ledger) async throws -> [Limit] {
        var order: [BalanceKey] = []
        var rows: [BalanceKey: [(entry: EntryRecord, sum: Int64)]] = [:]
        for entry in entries {
            let sum = rows[entry.key]?.last?.sum ?? 0
            if rows[entry.key] == nil { order.append(entry.key) }
            rows[entry.key, default: []].append((entry, sum + entry.cents))
        }
        var limits: [Limit] = []
        for key in order {
            guard let mine = rows[key], let last = mine.last(where: { $0.entry.kind != .released })?.entry else {
                continue
            }
            let maximum = try await self.maximum(last, ledger)
            limits.append(Limit(key: key, scope: last.scope, entries: mine, maximum: maximum))
        }
        return limits
    }

    /// A limit's maximum: a program's budget as it is set now, any other as the decision behind the entry told it.
    private static func maximum(_ entry: EntryRecord, _ ledger: any Ledger) async throws -> Cents? {
        let program = entry.application.program
        if entry.scope == "program" {
            return try await ledger.programs().first { $0.program == program }?.budget.map { Cents($0) }
        }
        guard let body = try await self.link(program, entry.sequence, ledger)?.decision.decision,
            let decision = (try? JSONDocument(parsing: body)).flatMap({ Decision($0.root) })
        else { return nil }
        let uses = decision.lines.flatMap(\.limits)
        return uses.last { "\(program)/\($0.limit)" == entry.key.limit && $0.key == entry.key.key }?.maximum
    }

    private static func link(
        _ program: String,
        _ sequence: Int64,
        _ ledger: any Ledger
    ) async throws -> (decision: DecisionRecord, entries: [EntryRecord])? {
        let page = try await ledger.journal(of: program, after: sequence - 1, limit: 1)
        guard case .decision(let decision, let entries)? = page.first else { return nil }
        return (decision, entries)
    }
}
