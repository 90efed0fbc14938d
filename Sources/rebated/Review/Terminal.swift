internal import Desk
internal import Foundation
internal import Synchronization

/// The terminal as a whole screen with single keys; put back as it was by ``leave()``.
final class Terminal: Sendable {
    private let saved: Mutex<termios?> = Mutex(nil)
    private let isPaused = Atomic(false)
    private let isReading = Mutex(())
    private let printer = LinePrinter.standardOutput

    /// Columns and rows.
    var size: (width: Int, height: Int) { self.printer.size }

    /// Takes the screen.
    func enter() {
        var settings = termios()
        guard tcgetattr(0, &settings) == 0 else { return }
        self.saved.withLock { if $0 == nil { $0 = settings } }
        // Ctrl-C and its like come as keys, so that the screen is put back before the end.
        settings.c_lflag &= ~tcflag_t(ECHO | ICANON | ISIG | IEXTEN)
        settings.c_iflag &= ~tcflag_t(IXON | ICRNL | BRKINT | INPCK | ISTRIP)
        tcsetattr(0, TCSAFLUSH, &settings)
        self.printer.write("\u{1B}[?1049h\u{1B}[?25l")
    }

    /// Puts the terminal back as it was.
    func leave() {
        let settings = self.saved.withLock { saved in
            defer { saved = nil }
            return saved
        }
        guard var settings else { return }
        self.printer.write("\u{1B}[0m\u{1B}[?25h\u{1B}[?1049l")
        tcsetattr(0, TCSAFLUSH, &settings)
    }

    /// Draws a whole screen.
    func draw(_ lines: [TextLine]) {
        let text = lines.map { self.printer.encoded($0) + "\u{1B}[K" }.joined(separator: "\r\n")
        self.printer.write("\u{1B}[H\(text)\u{1B}[J")
    }

    /// Gives the terminal to another program while `body` runs; nothing is read meanwhile.
    func lend<Value>(_ body: () -> Value) -> Value {
        self.isPaused.store(true, ordering: .sequentiallyConsistent)
        // Waits for a read that is under way.
        self.isReading.withLock { _ in }
        self.leave()
        defer {
            self.enter()
            self.isPaused.store(false, ordering: .sequentiallyConsistent)
        }
        return body()
    }

    /// Reads what is typed on a thread of its own.
    ///
    /// - Parameter took: Gets the bytes; none after a moment in which nothing followed, and `nil` at the end.
    func read(_ took: @escaping @Sendable ([UInt8]?) -> Void) {
        Thread.detachNewThread { [self] in
            var isPending = false
            while true {
                if self.isPaused.load(ordering: .sequentiallyConsistent) {
                    usleep(20_000)
                    continue
                }
                let bytes = self.isReading.withLock { _ in Self.readOnce() }
                switch bytes {
                case .none:
                    took(nil)
                    return
                case .some(let bytes) where bytes.isEmpty:
                    if isPending { took([]) }
                    isPending = false
                case .some(let bytes):
                    isPending = true
                    took(bytes)
                }
            }
        }
    }

    /// The bytes that came within a moment; `nil` at the end of the input.
    private static func readOnce() -> [UInt8]? {
        var descriptor = pollfd(fd: 0, events: Int16(POLLIN), revents: 0)
        guard poll(&descriptor, 1, 50) > 0 else { return [] }
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = Foundation.read(0, &buffer, buffer.count)
        if count < 0 { return errno == EINTR || errno == EAGAIN ? [] : nil }
        return count == 0 ? nil : Array(buffer.prefix(count))
    }
}
