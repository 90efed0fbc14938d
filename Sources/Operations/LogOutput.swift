internal import Glibc
internal import Synchronization

/// Where log lines go: one file descriptor, whole lines, never mixed.
///
/// A failed write is not reported anywhere: there is nowhere left to say it, and a worker does not stop for its log.
public final class LogOutput: Sendable {
    private struct State {
        var buffer: [UInt8] = []
        var holds = 0
    }

    private let descriptor: Int32
    private let state = Mutex(State())
    /// Lines are handed to the system at the latest when this many bytes are held back.
    private static let capacity = 32_768

    /// Writes to an open file descriptor.
    ///
    /// - Parameter descriptor: Stays open as long as the process; 2 is standard error.
    public init(descriptor: Int32 = 2) {
        self.descriptor = descriptor
    }

    /// Whether the lines go to a terminal.
    public var isTerminal: Bool { isatty(self.descriptor) == 1 }

    /// Holds lines back while the body runs, so that the lines of a batch leave in one system call.
    ///
    /// - Parameter body: Logs a bounded number of lines and does not suspend.
    public func batched(_ body: () -> Void) {
        self.state.withLock { $0.holds += 1 }
        body()
        self.state.withLock { state in
            state.holds -= 1
            if state.holds == 0 { self.flush(&state) }
        }
    }

    func append(_ write: (inout [UInt8]) -> Void) {
        self.state.withLock { state in
            write(&state.buffer)
            if state.holds == 0 || state.buffer.count >= Self.capacity { self.flush(&state) }
        }
    }

    private func flush(_ state: inout State) {
        var rest = state.buffer[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { write(self.descriptor, $0.baseAddress, $0.count) }
            if written < 0 && errno == EINTR { continue }
            guard written > 0 else { break }
            rest = rest.dropFirst(written)
        }
        state.buffer.removeAll(keepingCapacity: true)
    }
}
