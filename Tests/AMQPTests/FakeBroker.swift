import Foundation
import Glibc

@testable import AMQP

/// The broker's side of a connection, played by a script on loopback: for what a real broker would never say.
final class FakeBroker: Sendable {
    let port: UInt16
    private let listener: Int32

    /// Listens; each connection runs the script on a thread of its own and ends with it.
    init(_ script: @escaping @Sendable (Peer) throws -> Void) {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        self.listener = listener
        self.port = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                precondition(bind(listener, pointer, size) == 0 && listen(listener, 16) == 0)
                precondition(getsockname(listener, pointer, &size) == 0)
            }
            return UInt16(bigEndian: pointer.pointee.sin_port)
        }
        Thread.detachNewThread {
            while true {
                let descriptor = accept(listener, nil, nil)
                guard descriptor >= 0 else { return }
                Thread.detachNewThread {
                    guard let peer = try? Peer(descriptor) else { return }
                    try? script(peer)
                }
            }
        }
    }

    deinit { shutdown(self.listener, Int32(SHUT_RDWR)) }

    func configuration(heartbeat: Duration = .seconds(10)) -> ConnectionConfiguration {
        ConnectionConfiguration(
            urls: [BrokerURL(host: "127.0.0.1", port: self.port)],
            name: "unit test",
            heartbeat: heartbeat,
            connectTimeout: .seconds(5),
            rpcTimeout: .seconds(5),
            backoff: Backoff(initial: .milliseconds(10), maximum: .milliseconds(50))
        )
    }
}

/// One connection of a client to the ``FakeBroker``; everything blocks, for five seconds at most.
final class Peer {
    private let descriptor: Int32
    private var handle: ConnectionHandle
    private var frames: [InboundFrame] = []
    /// All that the client has sent.
    private(set) var received: [UInt8] = []

    init(_ descriptor: Int32) throws {
        self.descriptor = descriptor
        self.handle = try ConnectionHandle()
        var limit = timeval(tv_sec: 5, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit { close(self.descriptor) }

    func send(_ write: (inout FrameWriter) -> Void) {
        var writer = FrameWriter()
        write(&writer)
        self.send(bytes: writer.bytes)
    }

    func send(bytes: [UInt8]) {
        _ = Glibc.send(self.descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }

    /// The next frame of the client other than a heartbeat.
    func next() throws -> InboundFrame {
        while true {
            if !self.frames.isEmpty {
                let frame = self.frames.removeFirst()
                if frame != .heartbeat { return frame }
                continue
            }
            var buffer = [UInt8](repeating: 0, count: 64 << 10)
            let count = recv(self.descriptor, &buffer, buffer.count, 0)
            guard count > 0 else { throw AMQPError(.connectionLost, "the client is gone") }
            // The protocol header isn't a frame.
            let skipped = self.received.isEmpty ? min(8, count) : 0
            self.received += buffer[..<count]
            let rest = Array(buffer[skipped..<count])
            if !rest.isEmpty { try self.handle.decode(rest, count: rest.count, into: &self.frames) }
        }
    }

    /// Reads until the client is gone.
    func drain() {
        while (try? self.next()) != nil {}
    }

    /// Leads the client through its login.
    func login(heartbeat: UInt16 = 0) throws {
        self.start()
        _ = try self.next()
        self.tune(heartbeat: heartbeat)
        _ = try self.next()
        _ = try self.next()
        self.send { writer in
            writer.method(MethodID(rawValue: 10 << 16 | 41), channel: 0) { $0.putShort("") }
        }
    }

    func start() {
        self.send { writer in
            writer.method(MethodID(rawValue: 10 << 16 | 10), channel: 0) { writer in
                writer.put(UInt16(9))
                writer.put([Header("version", "0.0-fake")])
                writer.putLong("PLAIN")
                writer.putLong("en_US")
            }
        }
    }

    func tune(heartbeat: UInt16 = 0) {
        self.send { writer in
            writer.tune(heartbeat: heartbeat)
        }
    }

    /// Opens the channel and lets the client consume, without a word about the prefetch.
    func consume() throws {
        _ = try self.next()
        self.answer(20 << 16 | 11) { $0.put(UInt32(0)) }
        _ = try self.next()
        self.answer(60 << 16 | 11)
        _ = try self.next()
        self.answer(60 << 16 | 21) { $0.putShort("tag") }
    }

    func answer(_ method: UInt32, _ arguments: (inout FrameWriter) -> Void = { _ in }) {
        self.send { $0.method(MethodID(rawValue: method), channel: 1, arguments) }
    }
}

extension FrameWriter {
    mutating func tune(heartbeat: UInt16) {
        self.method(MethodID(rawValue: 10 << 16 | 30), channel: 0) { writer in
            writer.put(UInt16(2047))
            writer.put(UInt32(131_072))
            writer.put(heartbeat)
        }
    }
}
