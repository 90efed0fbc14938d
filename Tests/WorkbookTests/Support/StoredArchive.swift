/// A ZIP archive whose parts are stored as they are, made byte by byte, so that it can be made wrong as well.
struct StoredArchive {
    private var body: [UInt8] = []
    private var directory: [UInt8] = []
    private var count: UInt16 = 0

    /// The parts in order; a name may stand twice.
    init(_ parts: [(name: String, content: String)]) {
        for part in parts { self.add(part.name, Array(part.content.utf8)) }
    }

    /// The whole file.
    var bytes: [UInt8] {
        self.body + self.directory + Self.little(0x0605_4B50, 4) + Self.little(0, 4)
            + Self.little(Int(self.count), 2) + Self.little(Int(self.count), 2) + Self.little(self.directory.count, 4)
            + Self.little(self.body.count, 4) + Self.little(0, 2)
    }

    private mutating func add(_ name: String, _ content: [UInt8]) {
        let offset = self.body.count
        let shared =
            Self.little(20, 2) + Self.little(0, 2) + Self.little(0, 2) + Self.little(0, 2) + Self.little(0x21, 2)
            + Self.little(Int(Self.checksum(content)), 4) + Self.little(content.count, 4)
            + Self.little(content.count, 4) + Self.little(name.utf8.count, 2) + Self.little(0, 2)
        self.body += Self.little(0x0403_4B50, 4) + shared + name.utf8 + content
        self.directory += Self.little(0x0201_4B50, 4) + Self.little(20, 2) + shared + Self.little(0, 2)
        self.directory += Self.little(0, 2) + Self.little(0, 2) + Self.little(0, 4) + Self.little(offset, 4) + name.utf8
        self.count += 1
    }

    private static func little(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }

    /// CRC-32 of ZIP.
    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var sum = UInt32.max
        for byte in bytes {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
        }
        return ~sum
    }
}
