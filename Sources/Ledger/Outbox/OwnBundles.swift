import Synchronization

/// The bundles that this process publishes, and which of their events the broker has yet to answer for.
///
/// What a transaction does with them is taken down only once it is committed.
final class OwnBundles: Sendable {
    /// What the marks of a transaction come to.
    struct Marks {
        /// Keys of bundles that go: all of their events are answered for.
        var ended: [Int64] = []
        /// Ids of confirmed events that have, or may have, rows of their own.
        var published: [String] = []
        /// Events out of bundles that the broker sent back: they get rows.
        var setApart: [(event: StoredEvent, reason: String)] = []
        /// Events with rows of their own that the broker sent back.
        var returned: [(id: String, reason: String)] = []
        /// Ids of events out of bundles, confirmed or sent back.
        fileprivate var answered: [String] = []
        /// When the marks were sorted; see ``OwnBundles/loosen()``.
        fileprivate var generation = 0
    }

    private struct Known {
        let bundle: Int64
        let event: StoredEvent
        /// The marks that had it last: an id that is marked twice is the event's once.
        var sorting = 0
    }

    private struct State {
        var events: [String: Known] = [:]
        /// How many events of each bundle are unanswered, and in which generation it was made.
        var open: [Int64: (count: Int, generation: Int)] = [:]
        /// Bundles of earlier ones others may have taken over.
        var generation = 0
        /// Counts the marks.
        var sorting = 0
        /// Bundles that are answered for, and not yet removed.
        var ended: Set<Int64> = []

        func isLoose(_ bundle: Int64) -> Bool { self.open[bundle]?.generation ?? 0 < self.generation }

        /// Takes one event off a bundle.
        mutating func answer(_ bundle: Int64) {
            guard let count = self.open[bundle]?.count, count > 1 else {
                self.open[bundle] = nil
                self.ended.insert(bundle)
                return
            }
            self.open[bundle]?.count = count - 1
        }
    }

    private let state = Mutex(State())

    /// Says that the lock was lost which tells others that this process lives: they may take its bundles over.
    func loosen() { self.state.withLock { $0.generation += 1 } }

    /// Tells which bundles the marks end, and which of them are about rows.
    func sort(_ changes: BookChanges) -> Marks {
        self.state.withLock { state in
            var marks = Marks()
            marks.generation = state.generation
            state.sorting += 1
            var left: [Int64: Int] = [:]
            func takes(_ id: String) -> Known? {
                guard let place = state.events.index(forKey: id) else { return nil }
                let known = state.events.values[place]
                guard known.sorting != state.sorting else { return nil }
                state.events.values[place].sorting = state.sorting
                marks.answered.append(id)
                left[known.bundle, default: state.open[known.bundle]?.count ?? 0] -= 1
                return known
            }
            for id in changes.published {
                guard let known = takes(id), !state.isLoose(known.bundle) else {
                    marks.published.append(id)
                    continue
                }
            }
            for (id, reason) in changes.returned {
                guard let known = takes(id) else {
                    marks.returned.append((id, reason))
                    continue
                }
                marks.setApart.append((known.event, reason))
            }
            marks.ended = Array(state.ended.union(left.filter { $0.value <= 0 }.keys))
            return marks
        }
    }

    /// Takes down what a transaction did, which is committed.
    ///
    /// - Parameter bundle: The one that it added.
    func done(_ marks: Marks, adding bundle: EventBundle?) {
        self.state.withLock { state in
            for id in marks.answered {
                if let known = state.events.removeValue(forKey: id) { state.answer(known.bundle) }
            }
            state.ended.subtract(marks.ended)
            guard let bundle, !bundle.events.isEmpty else { return }
            state.open[bundle.key] = (bundle.events.count, marks.generation)
            for event in bundle.events {
                let known = Known(bundle: bundle.key, event: event)
                // What is in two bundles is awaited once.
                if let former = state.events.updateValue(known, forKey: event.event.id) { state.answer(former.bundle) }
            }
        }
    }
}
