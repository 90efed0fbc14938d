internal import Synchronization

/// Spans that wait to be exported: so many at most, since a collector that is away must hold up no work.
///
/// What finds no room is dropped and counted.
final class SpanBuffer: Sendable {
    private struct State {
        var spans: [SpanRecord] = []
        var dropped = 0
    }

    private let capacity: Int
    private let state = Mutex(State())
    private let doorbell: AsyncStream<Void>.Continuation
    /// Rings when half of the room is taken.
    let rings: AsyncStream<Void>

    init(capacity: Int = 16_384) {
        self.capacity = capacity
        (self.rings, self.doorbell) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// How many found no room so far.
    var dropped: Int { self.state.withLock { $0.dropped } }

    /// Takes a span, or drops it.
    func offer(_ span: SpanRecord) {
        let isHalfFull = self.state.withLock { state in
            guard state.spans.count < self.capacity else {
                state.dropped += 1
                return false
            }
            state.spans.append(span)
            return state.spans.count == self.capacity / 2
        }
        if isHalfFull { self.ring() }
    }

    /// Wakes whoever listens to ``rings``.
    func ring() { self.doorbell.yield() }

    /// Hands out the oldest spans, `limit` at most.
    func take(_ limit: Int) -> [SpanRecord] {
        self.state.withLock { state in
            let taken = Array(state.spans.prefix(limit))
            state.spans.removeFirst(taken.count)
            return taken
        }
    }
}
