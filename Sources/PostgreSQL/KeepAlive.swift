internal import CPostgreSQL
internal import Glibc

/// Makes the system notice a server that is gone without a word, where the address doesn't say how.
struct KeepAlive {
    private let options: ConnectionOptions

    init(_ options: ConnectionOptions) { self.options = options }

    /// Sets what neither the address nor the environment nor a service file has set.
    func apply(to connection: ConnectionHandle) {
        let descriptor = unsafe PQsocket(connection.pointer)
        guard descriptor >= 0, self.isTCP(descriptor) else { return }
        if connection.option("keepalives") != "0" {
            let numbers: [(String, Int32, Int64)] = [
                ("keepalives_idle", TCP_KEEPIDLE, self.options.keepAliveIdle.components.seconds),
                ("keepalives_interval", TCP_KEEPINTVL, self.options.keepAliveInterval.components.seconds),
                ("keepalives_count", TCP_KEEPCNT, Int64(self.options.keepAliveCount)),
            ]
            for (name, number, value) in numbers where connection.option(name) == nil {
                self.set(number, value, descriptor)
            }
        }
        if connection.option("tcp_user_timeout") == nil {
            self.set(TCP_USER_TIMEOUT, self.options.sendTimeout.components.seconds * 1_000, descriptor)
        }
    }

    private func set(_ number: Int32, _ value: Int64, _ descriptor: Int32) {
        var value = Int32(clamping: value)
        // What the system can't do is left out: each wait has a deadline of its own anyway.
        _ = unsafe setsockopt(descriptor, Int32(IPPROTO_TCP), number, &value, socklen_t(MemoryLayout<Int32>.size))
    }

    private func isTCP(_ descriptor: Int32) -> Bool {
        var domain: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        guard unsafe getsockopt(descriptor, SOL_SOCKET, SO_DOMAIN, &domain, &size) == 0 else { return false }
        return domain == AF_INET || domain == AF_INET6
    }
}
