internal import Synchronization

/// A name lookup that the connection's thread needn't wait for: `getaddrinfo` knows no time limit, so it runs on a
/// thread of its own, and whoever has lost patience forgets it.
final class NameLookup: Sendable {
    private struct State {
        var result: Result<[SocketAddress], AMQPError>?
    }

    private let state = Mutex(State())

    /// What was found; `nil` while it is still running.
    var result: Result<[SocketAddress], AMQPError>? { self.state.withLock { $0.result } }

    /// Looks up at once if the host is a number, otherwise elsewhere.
    ///
    /// - Parameters:
    ///   - host: Name or number.
    ///   - port: The port.
    ///   - thread: Woken when the result is there.
    init(host: String, port: UInt16, waking thread: IOThread) {
        if let addresses = try? SocketAddress.lookUp(host: host, port: port, numericOnly: true) {
            self.finish(.success(addresses))
            return
        }
        let started = PosixThread.start(named: "amqp-lookup", stackSize: 1 << 20) {
            do throws(AMQPError) {
                self.finish(.success(try SocketAddress.lookUp(host: host, port: port, numericOnly: false)))
            } catch {
                self.finish(.failure(error))
            }
            thread.wake()
        }
        if !started { self.finish(.failure(AMQPError(.connectFailed, "no thread to look up '\(host)'"))) }
    }

    private func finish(_ result: Result<[SocketAddress], AMQPError>) {
        self.state.withLock { $0.result = result }
    }
}
