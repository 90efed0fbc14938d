internal import Glibc
public import Logging
public import ServiceLifecycle
internal import UnixSignals

/// Ends the process at the second SIGTERM or SIGINT: the first one drains, and whoever asks twice does not want to wait.
///
/// Put it before the worker in the service group, so that it listens until the worker has ended.
public struct SecondSignal: Service {
    private let logger: Logger

    /// Makes the service.
    public init(logger: Logger) {
        self.logger = logger
    }

    /// Listens until a graceful shutdown has come to it.
    public func run() async throws {
        var count = 0
        for await signal in await UnixSignalsSequence(trapping: .sigterm, .sigint).cancelOnGracefulShutdown() {
            count += 1
            guard count > 1 else { continue }
            self.logger.warning("stopped at once by a second signal; what was in hand will be delivered again")
            _exit(128 + (signal == .sigint ? SIGINT : SIGTERM))
        }
    }
}
