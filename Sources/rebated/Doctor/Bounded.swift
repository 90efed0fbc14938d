internal import Foundation

/// Waits for something no longer than told, also where it can't be interrupted: it is left behind then.
enum Bounded {
    /// What came of a body that waits without holding a thread; `nil` if it took too long.
    static func wait<Value: Sendable>(
        _ limit: Duration,
        for body: @escaping @Sendable () async -> Value
    ) async -> Value? {
        await Self.first(within: limit) { tell in
            Task.detached { tell(await body()) }
        }
    }

    /// What came of a body that holds its thread, and gets one of its own; `nil` if it took too long.
    static func block<Value: Sendable>(
        _ limit: Duration,
        for body: @escaping @Sendable () -> Value
    ) async -> Value? {
        await Self.first(within: limit) { tell in
            Thread.detachNewThread { tell(body()) }
        }
    }

    private static func first<Value: Sendable>(
        within limit: Duration,
        _ start: (@escaping @Sendable (Value) -> Void) -> Void
    ) async -> Value? {
        let (values, tell) = AsyncStream<Value>.makeStream(bufferingPolicy: .bufferingOldest(1))
        start { value in
            tell.yield(value)
            tell.finish()
        }
        let clock = Task.detached {
            try? await Task.sleep(for: limit)
            tell.finish()
        }
        defer { clock.cancel() }
        return await values.first { _ in true }
    }
}
