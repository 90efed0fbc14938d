internal import Logging

/// Turns one log event into the bytes of one line.
struct LogLine {
    let format: LogFormat
    let time: LogTime
    let level: Logger.Level
    let label: String
    let message: String
    let metadata: Logger.Metadata

    /// Keys that tell which application a line is about stand first, in this order.
    private static let leading = ["application", "revision", "program", "status"]

    func write(to bytes: inout [UInt8]) {
        switch self.format {
        case .text: self.writeText(to: &bytes)
        case .json: self.writeJSON(to: &bytes)
        }
        bytes.append(UInt8(ascii: "\n"))
    }

    private func writeText(to bytes: inout [UInt8]) {
        self.time.write(to: &bytes)
        bytes.append(UInt8(ascii: " "))
        let level = self.level.rawValue.uppercased()
        bytes.append(contentsOf: level.utf8)
        for _ in level.utf8.count..<9 { bytes.append(UInt8(ascii: " ")) }
        Self.writePlain(self.message, to: &bytes)
        self.forEachPair { key, value in
            bytes.append(UInt8(ascii: " "))
            bytes.append(contentsOf: key.utf8)
            bytes.append(UInt8(ascii: "="))
            if value.utf8.contains(where: { $0 <= 0x20 || $0 == UInt8(ascii: "\"") }) {
                JSONText.write(value, to: &bytes)
            } else {
                Self.writePlain(value, to: &bytes)
            }
        }
    }

    private func writeJSON(to bytes: inout [UInt8]) {
        bytes.append(contentsOf: #"{"time":""#.utf8)
        self.time.write(to: &bytes)
        bytes.append(contentsOf: #"","level":""#.utf8)
        bytes.append(contentsOf: self.level.rawValue.utf8)
        bytes.append(contentsOf: #"","logger":"#.utf8)
        JSONText.write(self.label, to: &bytes)
        bytes.append(contentsOf: #","message":"#.utf8)
        JSONText.write(self.message, to: &bytes)
        self.forEachPair { key, value in
            bytes.append(UInt8(ascii: ","))
            JSONText.write(key, to: &bytes)
            bytes.append(UInt8(ascii: ":"))
            JSONText.write(value, to: &bytes)
        }
        bytes.append(UInt8(ascii: "}"))
    }

    private func forEachPair(_ body: (String, String) -> Void) {
        for key in Self.leading {
            if let value = self.metadata[key] { body(key, value.description) }
        }
        guard self.metadata.count > 0 else { return }
        for key in self.metadata.keys.sorted() where !Self.leading.contains(key) {
            if let value = self.metadata[key] { body(key, value.description) }
        }
    }

    /// Control characters become spaces, so that nothing that was sent to us can forge a line or move the cursor.
    private static func writePlain(_ text: String, to bytes: inout [UInt8]) {
        for byte in text.utf8 {
            bytes.append(byte < 0x20 || byte == 0x7F ? UInt8(ascii: " ") : byte)
        }
    }
}
