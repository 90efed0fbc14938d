internal import Foundation

/// Cuts a stream of bytes into lines.
struct LineBuffer {
    private var bytes: [UInt8] = []
    private var start = 0
    /// Up to where no line's end has been found.
    private var searched = 0
    private var hasEnded = false

    /// Takes the next bytes, cut anywhere.
    mutating func append(_ chunk: Data) {
        self.bytes.removeSubrange(0..<self.start)
        self.searched -= self.start
        self.start = 0
        self.bytes += chunk
    }

    /// Says that no more bytes follow: what stands after the last line's end is a line too.
    mutating func end() {
        self.hasEnded = true
    }

    /// The next line without its end; `nil` when more bytes are needed.
    mutating func next() -> [UInt8]? {
        if let end = self.bytes[self.searched...].firstIndex(of: UInt8(ascii: "\n")) {
            defer {
                self.start = end + 1
                self.searched = end + 1
            }
            return Array(self.bytes[self.start..<end])
        }
        self.searched = self.bytes.count
        guard self.hasEnded, self.start < self.bytes.count else { return nil }
        defer { self.start = self.bytes.count }
        return Array(self.bytes[self.start...])
    }
}
