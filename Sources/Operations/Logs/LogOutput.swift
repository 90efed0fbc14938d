internal import Glibc
public import Logging
internal import Synchronization

/// Where log lines go: one file descriptor, whole lines, never mixed.
///
/// It holds the least level that is written, for all loggers that write here: it can be changed while they are in use.
/// A failed write is not reported anywhere: there is nowhere left to say it, and a worker does not stop for its log.
public final class LogOutput: Sendable {
    private struct State {
        var buffer: [UInt8] = []
        var holds = 0
    }

    private let descriptor: Int32
    private let state = Mutex(State())
    private let threshold: Atomic<UInt8>
    /// Lines are handed to the system at the latest when this many bytes are held back.
    private static let capacity = 32_768

    /// Writes to an open file descriptor.
    ///
    /// - Parameters:
    ///   - descriptor: Stays open as long as the process; 2 is standard error.
    ///   - level: The least level that is written.
    public init(descriptor: Int32 = 2, level: Logger.Level = .info) {
        self.descriptor = descriptor
        self.threshold = Atomic(level.severity)
    }

    /// The least level that is written; a change holds at once, for every logger that has no level of its own.
    public var level: Logger.Level {
        get { Logger.Level(severity: self.threshold.load(ordering: .relaxed)) }
        set { self.threshold.store(newValue.severity, ordering: .relaxed) }
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

extension Logger.Level {
    /// Its place among all levels, from 0 for trace.
    fileprivate var severity: UInt8 {
        switch self {
        case .trace: 0
        case .debug: 1
        case .info: 2
        case .notice: 3
        case .warning: 4
        case .error: 5
        case .critical: 6
        }
    }

    fileprivate init(severity: UInt8) {
        switch severity {
        case 0: self = .trace
        case 1: self = .debug
        case 2: self = .info
        case 3: self = .notice
        case 4: self = .warning
        case 5: self = .error
        default: self = .critical
        }
    }
}
