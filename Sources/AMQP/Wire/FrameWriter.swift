/// Frames on their way out: appended in memory, so that a whole batch leaves with one system call.
struct FrameWriter {
    /// Bytes that are not sent yet, from `head` on.
    private(set) var bytes: [UInt8] = []
    private var head = 0

    /// Bytes that wait.
    var count: Int { self.bytes.count - self.head }
    /// Whether nothing waits.
    var isEmpty: Bool { self.count == 0 }
    /// Where the waiting bytes begin.
    var start: Int { self.head }

    /// The first `count` waiting bytes have been handed on.
    mutating func sent(_ count: Int) {
        self.head += count
        if self.head == self.bytes.count {
            self.bytes.removeAll(keepingCapacity: self.bytes.capacity <= 4 << 20)
            self.head = 0
        } else if self.head > 1 << 20 {
            self.bytes.removeSubrange(..<self.head)
            self.head = 0
        }
    }

    /// Forgets what waits; for a connection that is gone.
    mutating func removeAll() {
        self.bytes = []
        self.head = 0
    }

    // MARK: Values

    mutating func put(_ value: UInt8) { self.bytes.append(value) }

    mutating func put(_ value: Bool) { self.bytes.append(value ? 1 : 0) }

    mutating func put(_ value: UInt16) {
        self.bytes.append(UInt8(truncatingIfNeeded: value >> 8))
        self.bytes.append(UInt8(truncatingIfNeeded: value))
    }

    mutating func put(_ value: UInt32) {
        self.put(UInt16(truncatingIfNeeded: value >> 16))
        self.put(UInt16(truncatingIfNeeded: value))
    }

    mutating func put(_ value: UInt64) {
        self.put(UInt32(truncatingIfNeeded: value >> 32))
        self.put(UInt32(truncatingIfNeeded: value))
    }

    /// Writes text with a length of one byte.
    ///
    /// Callers check the length (``shortTextLimit``); what is longer is cut, never written past its length.
    mutating func putShort(_ text: String) {
        let count = text.utf8.count
        if count <= Self.shortTextLimit {
            self.put(UInt8(count))
            self.bytes.append(contentsOf: text.utf8)
        } else {
            self.put(UInt8(Self.shortTextLimit))
            self.bytes.append(contentsOf: text.utf8.prefix(Self.shortTextLimit))
        }
    }

    mutating func putLong(_ text: String) {
        self.put(UInt32(clamping: text.utf8.count))
        self.bytes.append(contentsOf: text.utf8)
    }

    /// The most bytes that a name, a routing key or a text property may have.
    static let shortTextLimit = 255

    // MARK: Frames

    /// Writes one frame around what `payload` writes.
    mutating func frame(_ type: UInt8, channel: UInt16, _ payload: (inout FrameWriter) -> Void) {
        self.put(type)
        self.put(channel)
        self.sized(payload)
        self.put(Self.frameEnd)
    }

    /// Writes a method frame.
    mutating func method(_ id: MethodID, channel: UInt16, _ arguments: (inout FrameWriter) -> Void = { _ in }) {
        self.frame(Self.methodFrame, channel: channel) { writer in
            writer.put(id.rawValue)
            arguments(&writer)
        }
    }

    /// Writes what `content` writes after its size in bytes.
    mutating func sized(_ content: (inout FrameWriter) -> Void) {
        let place = self.bytes.count
        self.put(UInt32(0))
        content(&self)
        let size = UInt32(clamping: self.bytes.count - place - 4)
        for (index, shift) in [24, 16, 8, 0].enumerated() {
            self.bytes[place + index] = UInt8(truncatingIfNeeded: size >> UInt32(shift))
        }
    }

    /// Appends raw bytes.
    mutating func append(_ more: ArraySlice<UInt8>) { self.bytes.append(contentsOf: more) }

    /// Takes back what was written after `count` bytes waited.
    mutating func truncate(toCount count: Int) {
        self.bytes.removeLast(max(0, self.count - count))
    }

    static let methodFrame: UInt8 = 1
    static let headerFrame: UInt8 = 2
    static let bodyFrame: UInt8 = 3
    static let heartbeatFrame: UInt8 = 8
    static let frameEnd: UInt8 = 0xCE
    /// Bytes of a frame that are not its payload.
    static let frameOverhead = 8
}
