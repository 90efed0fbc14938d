internal import Desk
internal import Diagnosis
internal import Foundation
internal import UnixSignals

/// The dashboard on a terminal: reads, draws, and takes keys, until it is told to end.
struct TopScreen {
    let source: ReadingSource
    let interval: Duration

    /// Something for the dashboard.
    private enum News: Sendable {
        case typed([UInt8])
        case ended
        case resized
        case read(Reading)
    }

    func run() async {
        let (news, tell) = AsyncStream<News>.makeStream()
        let terminal = Terminal()
        terminal.enter()
        defer { terminal.leave() }
        terminal.read { bytes in tell.yield(bytes.map { .typed($0) } ?? .ended) }
        let signals = Task {
            for await signal in await UnixSignalsSequence(trapping: .sigwinch, .sigterm, .sighup, .sigint) {
                tell.yield(signal == .sigwinch ? .resized : .ended)
            }
        }
        let readings = Task { [source = self.source, interval = self.interval] in
            while !Task.isCancelled {
                // From start to start, so that a slow reading does not slow the rest down.
                let next = ContinuousClock.now + interval
                tell.yield(.read(await source.read()))
                try? await Task.sleep(until: next)
            }
        }
        defer {
            signals.cancel()
            readings.cancel()
        }
        var dashboard = Dashboard()
        var keys = KeyReader()
        self.draw(&dashboard, terminal)
        for await item in news {
            switch item {
            case .typed(let bytes):
                for key in keys.read(bytes, isPause: bytes.isEmpty) where dashboard.press(key) == .quit { return }
            case .ended: return
            case .resized: break
            case .read(let reading): dashboard.add(reading, now: Date().timeIntervalSince1970)
            }
            self.draw(&dashboard, terminal)
        }
    }

    private func draw(_ dashboard: inout Dashboard, _ terminal: Terminal) {
        let size = terminal.size
        terminal.draw(dashboard.lines(width: size.width, height: size.height))
    }
}
