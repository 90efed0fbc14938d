import Glibc
import PostgreSQL
import Testing

/// A client that speaks as much of PostgreSQL's protocol as it takes to stop in the middle of a pipeline.
///
/// Source: PostgreSQL's documentation, "Message Formats".
final class RawClient {
    private let descriptor: CInt

    /// Logs in without a password at the first host of a URL that names host and port as numbers.
    init(_ url: String) throws {
        let address = try ServerAddress(url)
        let port = try #require(UInt16(address.option("port") ?? ""))
        self.descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
        var target = sockaddr_in()
        target.sin_family = sa_family_t(AF_INET)
        target.sin_port = port.bigEndian
        target.sin_addr.s_addr = inet_addr(address.option("host") ?? "")
        let status = withUnsafePointer(to: &target) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { raw in
                connect(self.descriptor, raw, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        try #require(status == 0)
        let names = ["user", address.option("user") ?? "", "database", address.option("dbname") ?? ""]
        let startup = Self.number(196_608) + names.flatMap { Array($0.utf8) + [0] } + [0]
        try self.write(Self.number(Int32(startup.count + 4)) + startup)
        // Until the server is ready for a query: a byte Z, its length, and I for idle.
        var seen: [UInt8] = []
        while Array(seen.suffix(6)) != [90, 0, 0, 0, 5, 73] {
            var byte: UInt8 = 0
            try #require(read(self.descriptor, &byte, 1) == 1)
            seen.append(byte)
        }
    }

    /// Sends statements to be run, and does not say that this was all.
    func send(_ statements: [String]) throws {
        for statement in statements {
            try self.message("P", [0] + Array(statement.utf8) + [0, 0, 0])
            try self.message("B", [0, 0, 0, 0, 0, 0, 0, 0])
            try self.message("E", [0] + Self.number(0))
        }
        try self.message("H", [])
    }

    func close() { Glibc.close(self.descriptor) }

    private func message(_ kind: Character, _ content: [UInt8]) throws {
        try self.write([kind.asciiValue ?? 0] + Self.number(Int32(content.count + 4)) + content)
    }

    private func write(_ bytes: [UInt8]) throws {
        try #require(Glibc.write(self.descriptor, bytes, bytes.count) == bytes.count)
    }

    private static func number(_ value: Int32) -> [UInt8] {
        stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: value >> $0) }
    }
}
