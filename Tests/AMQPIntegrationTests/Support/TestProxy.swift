import Foundation
import Glibc
import Synchronization

/// A TCP proxy on loopback that can cut or stall what passes through it.
final class TestProxy: Sendable {
    /// What happens to the bytes of one direction.
    enum Rule: Equatable {
        case pass
        /// Both sides lose the connection after so many more bytes, wherever in a frame that is.
        case cutAfter(Int)
        /// Nothing passes, and nobody is told.
        case stall
    }

    private struct State {
        var toClient = Rule.pass
        var toBroker = Rule.pass
        var cutsAll = false
        var refuses = false
        var isClosed = false
    }

    let port: UInt16
    private let listener: Int32
    private let upstream: UInt16
    private let state = Mutex(State())

    init(to upstream: UInt16) {
        self.upstream = upstream
        self.listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = TestProxy.loopback(port: 0)
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listener = self.listener
        self.port = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                precondition(bind(listener, pointer, size) == 0 && listen(listener, 16) == 0)
                precondition(getsockname(listener, pointer, &size) == 0)
            }
            return UInt16(bigEndian: pointer.pointee.sin_port)
        }
        Thread.detachNewThread { self.run() }
    }

    func toClient(_ rule: Rule) { self.state.withLock { $0.toClient = rule } }
    func toBroker(_ rule: Rule) { self.state.withLock { $0.toBroker = rule } }
    /// Cuts all connections now.
    func cut() { self.state.withLock { $0.cutsAll = true } }
    /// Whether new connections are taken and dropped at once.
    func refuse(_ refuses: Bool) { self.state.withLock { $0.refuses = refuses } }
    func close() { self.state.withLock { $0.isClosed = true } }

    private func run() {
        var pairs: [(client: Int32, broker: Int32)] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let (rules, cutsAll, isClosed) = self.state.withLock { state in
                defer { state.cutsAll = false }
                return ((state.toClient, state.toBroker), state.cutsAll, state.isClosed)
            }
            if cutsAll || isClosed {
                for pair in pairs { TestProxy.end(pair) }
                pairs = []
            }
            if isClosed { break }
            var descriptors = [pollfd(fd: self.listener, events: Int16(POLLIN), revents: 0)]
            for pair in pairs {
                let (client, broker) = (rules.1 == .stall ? -1 : pair.client, rules.0 == .stall ? -1 : pair.broker)
                descriptors.append(pollfd(fd: client, events: Int16(POLLIN), revents: 0))
                descriptors.append(pollfd(fd: broker, events: Int16(POLLIN), revents: 0))
            }
            guard poll(&descriptors, nfds_t(descriptors.count), 5) > 0 else { continue }
            var kept: [(client: Int32, broker: Int32)] = []
            for (index, pair) in pairs.enumerated() {
                let fromClient = descriptors[1 + 2 * index].revents != 0
                let fromBroker = descriptors[2 + 2 * index].revents != 0
                let lives =
                    (!fromClient || self.move(pair.client, pair.broker, &buffer, \.toBroker))
                    && (!fromBroker || self.move(pair.broker, pair.client, &buffer, \.toClient))
                if lives { kept.append(pair) } else { TestProxy.end(pair) }
            }
            pairs = kept
            if descriptors[0].revents != 0 { self.accept(into: &pairs) }
        }
        Glibc.close(self.listener)
    }

    private func accept(into pairs: inout [(client: Int32, broker: Int32)]) {
        let client = Glibc.accept(self.listener, nil, nil)
        guard client >= 0 else { return }
        let broker = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = TestProxy.loopback(port: self.upstream)
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(broker, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        if connected, !self.state.withLock({ $0.refuses }) {
            pairs.append((client, broker))
        } else {
            TestProxy.end((client, broker))
        }
    }

    /// Moves what is there; whether the connection lives.
    private func move(_ from: Int32, _ to: Int32, _ buffer: inout [UInt8], _ rule: WritableKeyPath<State, Rule>) -> Bool
    {
        let count = recv(from, &buffer, buffer.count, 0)
        guard count > 0 else { return false }
        let (passing, isCut) = self.state.withLock { state in
            guard case .cutAfter(let left) = state[keyPath: rule] else { return (count, false) }
            state[keyPath: rule] = left > count ? .cutAfter(left - count) : .pass
            return (min(left, count), left <= count)
        }
        var sent = 0
        while sent < passing {
            let result = buffer.withUnsafeBytes {
                send(to, $0.baseAddress?.advanced(by: sent), passing - sent, Int32(MSG_NOSIGNAL))
            }
            guard result > 0 else { return false }
            sent += result
        }
        return !isCut
    }

    private static func end(_ pair: (client: Int32, broker: Int32)) {
        Glibc.close(pair.client)
        Glibc.close(pair.broker)
    }

    private static func loopback(port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return address
    }
}
