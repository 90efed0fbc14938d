internal import Desk
internal import Foundation

/// Writes styled lines to a file descriptor: in colour on a terminal, unless `NO_COLOR` is set.
struct LinePrinter {
    private let descriptor: Int32
    /// Whether it writes to a terminal.
    let isTerminal: Bool
    private let hasStyles: Bool
    private let hasColour: Bool

    static let standardOutput = LinePrinter(descriptor: 1)
    static let standardError = LinePrinter(descriptor: 2)

    init(descriptor: Int32) {
        let environment = ProcessInfo.processInfo.environment
        self.descriptor = descriptor
        self.isTerminal = isatty(descriptor) == 1
        self.hasStyles = self.isTerminal && environment["TERM"] ?? "dumb" != "dumb"
        self.hasColour = environment["NO_COLOR"]?.isEmpty ?? true
    }

    /// Columns and rows of the terminal; what reads well where there is none.
    var size: (width: Int, height: Int) {
        var size = winsize()
        guard ioctl(self.descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else {
            return (80, 24)
        }
        return (Int(size.ws_col), Int(size.ws_row))
    }

    /// The width for pages: the terminal's, at most what reads well.
    var width: Int { min(self.isTerminal ? self.size.width : 100, 110) }

    func print(_ lines: [TextLine]) {
        self.write(lines.map { self.encoded($0) + "\n" }.joined())
    }

    func write(_ text: String) {
        FileHandle(fileDescriptor: self.descriptor).write(Data(text.utf8))
    }

    /// A line with its styles as the terminal takes them.
    func encoded(_ line: TextLine) -> String {
        guard self.hasStyles else { return line.text }
        return line.spans
            .map { span in
                guard let code = self.code(span.style) else { return span.text }
                return "\u{1B}[\(code)m\(span.text)\u{1B}[0m"
            }
            .joined()
    }

    private func code(_ style: TextStyle) -> String? {
        switch style {
        case .plain: nil
        case .bold: "1"
        case .dim: "2"
        case .selected: "7"
        case .good: self.hasColour ? "32" : nil
        case .warning: self.hasColour ? "33" : "1"
        case .bad: self.hasColour ? "31" : "1"
        }
    }
}
