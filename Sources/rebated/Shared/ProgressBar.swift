internal import Foundation

/// A progress bar on standard error; silent unless that is a terminal and there is enough to count.
struct ProgressBar {
    private let total: Int
    private let isShown: Bool
    private var shown = -1

    init(total: Int, minimum: Int) {
        self.total = total
        self.isShown = Console.isTerminal && total >= minimum
    }

    /// Shows how far it is; redrawn only when a percentage point has passed.
    mutating func update(_ done: Int, note: String) {
        guard self.isShown, self.total > 0 else { return }
        let percent = min(done * 100 / self.total, 100)
        guard percent != self.shown else { return }
        self.shown = percent
        let width = 40
        let filled = percent * width / 100
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
        FileHandle.standardError.write(Data("\r\(bar) \(percent) %  \(note)".utf8))
    }

    /// Takes the bar away.
    func finish() {
        guard self.isShown, self.shown >= 0 else { return }
        FileHandle.standardError.write(Data("\r\u{1B}[K".utf8))
    }
}
