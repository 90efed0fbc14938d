internal import JSON
internal import Messages
internal import Settlement

/// Tells what became of each application that the budget was offered to.
struct ReleasePrinter {
    let isDryRun: Bool
    let isJSON: Bool
    /// Whether a dry run looked at the first of the waitlist only.
    var isCut = false
    private var given = 0
    private var sum = Cents.zero
    private var passed = 0

    init(isDryRun: Bool, isJSON: Bool) {
        self.isDryRun = isDryRun
        self.isJSON = isJSON
    }

    mutating func show(_ items: [SettledItem]) {
        for item in items {
            if case .decided(let total) = item.offer {
                self.given += 1
                self.sum += total
            } else {
                self.passed += 1
            }
            if self.isJSON { Self.print(item) } else { Console.say(Self.line(item)) }
        }
    }

    /// Tells the sums; `state` is the ledger's after all.
    func finish(_ state: BudgetState) {
        guard !self.isJSON else { return }
        if self.given + self.passed == 0 { return Console.say("nobody waits for the budget of \(state.program)") }
        let would = self.isDryRun ? "would be " : ""
        let left = state.left.map { self.isDryRun ? $0 - self.sum : $0 }
        Console.say(
            "\(self.given) \(would)decided anew, \(self.sum) \(would)given; \(self.passed) passed over"
                + (left.map { "; \($0) left" } ?? "")
        )
        if self.isCut { Console.say("a dry run looks at the oldest of the waitlist only; there are more") }
        guard self.given > 0 else { return }
        Console.say(
            self.isDryRun
                ? "nothing was recorded; without --dry-run it is"
                : "a running worker publishes the decisions within seconds; without one, `rebated outbox publish` does"
        )
    }

    private static func line(_ item: SettledItem) -> String {
        let application = item.application ?? "?"
        switch item.offer {
        case .decided(let total): return "\(application)  \(item.status)  \(total)"
        case .notCovered(let needs, let left): return "\(application)  still waits: needs \(needs), \(left) left"
        case .notWaiting(let status): return "\(application)  does not wait any more: \(status ?? "not on record")"
        case .noEdition(let digest): return "\(application)  can't be decided: its edition \(digest) is not at hand"
        case nil: return "\(application)  \(item.status)"
        }
    }

    private static func print(_ item: SettledItem) {
        var json = JSONWriter()
        json.beginObject()
        json.key("application")
        json.value(item.application)
        json.key("status")
        json.value(item.status)
        switch item.offer {
        case .decided(let total):
            json.key("total")
            json.value(total.description)
        case .notCovered(let needs, let left):
            json.key("needs")
            json.value(needs.description)
            json.key("left")
            json.value(left.description)
        case .noEdition(let digest):
            json.key("edition_missing")
            json.value(digest)
        case .notWaiting, nil:
            break
        }
        json.endObject()
        Console.say(String(decoding: json.finish(), as: UTF8.self))
    }
}
