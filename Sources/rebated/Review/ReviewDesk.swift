internal import Desk
internal import Foundation
internal import Ledger
internal import Messages
internal import UnixSignals

/// A reviewer at work: what the screen asks for is read and sent.
struct ReviewDesk {
    let reader: DeskReader
    let line: AnswerLine
    let reviewer: String
    let filter: TaskFilter

    /// Something for the screen.
    private enum News: Sendable {
        case typed([UInt8])
        case ended
        case resized
        case tasks(TaskList)
        case page(TaskPage?)
        case result(AnswerResult)
        case problem(String)
    }

    func run(byLines: Bool) async throws {
        let line = self.line
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await line.run() }
            if byLines { try await ReviewLines(desk: self).run() } else { await self.runOnScreen() }
            line.stop()
            try await group.waitForAll()
        }
    }

    private func runOnScreen() async {
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
        defer { signals.cancel() }
        var screen = ReviewScreen(reviewer: self.reviewer, filter: self.filter, today: Today.date)
        var keys = KeyReader()
        self.perform(screen.start, tell)
        self.draw(&screen, terminal)
        for await item in news {
            switch item {
            case .typed(let bytes):
                for key in keys.read(bytes, isPause: bytes.isEmpty) {
                    switch screen.press(key) {
                    case .quit: return
                    case .edit(let note):
                        let written = terminal.lend { NoteEditor.edit(note) }
                        if let written {
                            screen.show(note: written)
                        } else {
                            screen.show(problem: "There is no editor.")
                        }
                    case let action: self.perform(action, tell)
                    }
                }
            case .ended: return
            case .resized: break
            case .tasks(let list): screen.show(list, today: Today.date)
            case .page(let page): screen.show(page)
            case .result(let result): screen.show(result)
            case .problem(let problem): screen.show(problem: problem)
            }
            self.draw(&screen, terminal)
        }
    }

    private func draw(_ screen: inout ReviewScreen, _ terminal: Terminal) {
        let size = terminal.size
        terminal.draw(screen.lines(width: size.width, height: size.height))
    }

    /// Does what the screen asks for, beside it: keys are taken meanwhile.
    private func perform(_ action: ReviewScreen.Action, _ tell: AsyncStream<News>.Continuation) {
        switch action {
        case .none, .quit, .edit: break
        case .list(let filter, let offset):
            Task { [reader = self.reader] in
                tell.yield(
                    await Self.news {
                        .tasks(
                            try await reader.tasks(
                                filter,
                                today: Today.date,
                                offset: offset,
                                limit: ReviewScreen.listed
                            )
                        )
                    }
                )
            }
        case .open(let task):
            Task { [reader = self.reader] in
                tell.yield(await Self.news { .page(try await reader.page(task)) })
            }
        case .send(let outcome, let key):
            Task { [line = self.line] in tell.yield(.result(await line.send(outcome, of: key))) }
        }
    }

    private static func news(_ read: () async throws -> News) async -> News {
        do { return try await read() } catch { return .problem("The ledger can’t be read: \(error)") }
    }
}
