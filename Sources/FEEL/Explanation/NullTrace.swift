import Synchronization

/// Follows one evaluation and keeps the places where nulls came up that reached the result.
final class NullTrace: Sendable {
    /// The most reasons that are kept.
    private static let reasonLimit = 20
    /// The values of parts that a message may speak of.
    private static let partLimit = 4

    /// A node that is being evaluated.
    private struct Level {
        var parts: [Value] = []
        var hasNull = false
        let reasons: Int
    }

    private struct State {
        var levels: [Level] = []
        var reasons: [NullReason] = []
        var reads: [FieldRead] = []
        var names: Set<String> = []
    }

    private let state = Mutex(State())

    /// The reasons, in the order in which they came up.
    var reasons: [NullReason] { self.state.withLock { $0.reasons } }

    /// The fields that were read by a path, distinct, in order.
    var reads: [FieldRead] { self.state.withLock { $0.reads } }

    /// The names that were evaluated by themselves.
    var names: Set<String> { self.state.withLock { $0.names } }

    /// Begins a node.
    func enter() {
        self.state.withLock { $0.levels.append(Level(reasons: $0.reasons.count)) }
    }

    /// Ends the node begun last.
    func leave(_ value: Value, _ site: NullSite, isExhausted: Bool) {
        self.state.withLock { state in
            guard let level = state.levels.popLast() else { return }
            if let name = site.name { state.names.insert(name) }
            for read in site.reads(level.parts) where !state.reads.contains(read) { state.reads.append(read) }
            if !value.isNull {
                // Whatever was null below has not come through.
                state.reasons.removeLast(max(0, state.reasons.count - level.reasons))
            } else if !level.hasNull, state.reasons.count < Self.reasonLimit {
                let reason = site.reason(level.parts, isExhausted: isExhausted)
                if !state.reasons.contains(reason) { state.reasons.append(reason) }
            }
            guard let last = state.levels.indices.last else { return }
            if value.isNull { state.levels[last].hasNull = true }
            if state.levels[last].parts.count < Self.partLimit { state.levels[last].parts.append(value) }
        }
    }
}

extension Compiler {
    /// Code that tells the trace what it gave.
    static func traced(_ piece: Piece, _ site: NullSite, _ trace: NullTrace) -> Piece {
        let code = piece.code
        return Piece { frame in
            trace.enter()
            let value = code(&frame)
            trace.leave(value, site, isExhausted: frame.steps <= 0)
            return value
        }
    }
}
