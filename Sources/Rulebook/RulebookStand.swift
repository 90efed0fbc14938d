import Synchronization

/// The shelf that is in force now: exchanged whole, so that an application sees one or the other and never a mixture.
public final class RulebookStand: Sendable {
    private let state: Mutex<RulebookShelf>

    /// Puts up `shelf`.
    public init(_ shelf: RulebookShelf) {
        self.state = Mutex(shelf)
    }

    /// The shelf in force; take it once for whatever has to hang together.
    public var shelf: RulebookShelf {
        self.state.withLock { $0 }
    }

    /// Puts up another shelf; editions that go are kept for what they decided.
    public func replace(with shelf: RulebookShelf) {
        self.state.withLock { current in
            current = shelf.adding(archived: current.all)
        }
    }

    /// Keeps editions for what they decided, without judging anything new by them.
    public func archive(_ rulebooks: [Rulebook]) {
        self.state.withLock { $0 = $0.adding(archived: rulebooks) }
    }
}
