internal import CEditLine
internal import Foundation

/// Reads lines from a terminal, with cursor keys and a history that outlives the process.
///
/// The library behind it, libedit, has one state for the whole process: only one editor is of use, and all of its
/// methods must be called from one thread.
public struct LineEditor: ~Copyable {
    /// How many lines the history keeps.
    private static let historyLimit: Int32 = 1000

    /// Where the history is kept; `nil`: nowhere.
    private let history: String?
    private var last = ""

    /// An editor.
    ///
    /// - Parameter history: The path of a file for the history; it and its folder are made when they are missing,
    ///   readable by their owner only. A history that can't be read or written is done without.
    public init(history: String?) {
        // How the bytes of a line are characters is what the environment says.
        unsafe setlocale(LC_CTYPE, "")
        using_history()
        stifle_history(Self.historyLimit)
        if let history {
            let folder = URL(fileURLWithPath: history).deletingLastPathComponent()
            try? FileManager.default.createDirectory(
                at: folder,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
            unsafe read_history(history)
        }
        self.history = history
    }

    /// The next line without its end, or `nil` at the end of the input (Ctrl-D).
    public mutating func line(prompt: String) -> String? {
        guard let bytes = unsafe readline(prompt) else { return nil }
        defer { unsafe free(bytes) }
        let line = unsafe String(cString: bytes)
        if !line.allSatisfy(\.isWhitespace), line != self.last {
            unsafe add_history(line)
            self.last = line
        }
        return line
    }

    /// Keeps the history for the next time.
    public consuming func close() {
        guard let history else { return }
        unsafe write_history(history)
        unsafe chmod(history, 0o600)
    }
}
