import Desk
import Ledger
import Messages
import Testing

struct ReviewScreenTests {
    private static let today = "2026-06-01"

    private func screen(_ house: House, tasks: Int = 1) async throws -> ReviewScreen {
        for number in 1...tasks { try await house.take(House.oversized("A-\(number)")) }
        var screen = ReviewScreen(reviewer: "dana", filter: TaskFilter(), today: Self.today)
        #expect(screen.start == .list(TaskFilter(), offset: 0))
        screen.show(try await house.reader.tasks(TaskFilter(), today: Self.today, limit: 200), today: Self.today)
        return screen
    }

    private func text(_ screen: inout ReviewScreen, width: Int = 80, height: Int = 24) -> String {
        let lines = screen.lines(width: width, height: height)
        #expect(lines.count == height)
        #expect(lines.allSatisfy { $0.width <= width })
        return lines.map(\.text).joined(separator: "\n")
    }

    private func type(_ text: String, _ screen: inout ReviewScreen) {
        for character in text { #expect(screen.press(character == "\n" ? .enter : .character(character)) == .none) }
    }

    @Test("Before the list is read it says so, and no key opens anything")
    func unread() {
        var screen = ReviewScreen(reviewer: "dana", filter: TaskFilter(), today: Self.today)
        #expect(self.text(&screen).contains("Reading the tasks…"))
        #expect(screen.press(.enter) == .none)
        screen.show(TaskList(tasks: [], offset: 0, hasMore: false), today: Self.today)
        #expect(self.text(&screen).contains("Nothing waits for a reviewer."))
    }

    @Test
    func `a task is chosen, answered, confirmed and sent by keys alone`() async throws {
        let house = try House()
        var screen = try await self.screen(house)
        #expect(self.text(&screen).contains("Open tasks – you are dana"))
        #expect(screen.press(.down) == .none)
        #expect(screen.press(.character("1")) == .none)
        #expect(screen.press(.enter) == .open(House.sizeTask("A-1")))
        screen.show(try await house.reader.page(House.sizeTask("A-1")))
        #expect(self.text(&screen).contains("Is this size justified?"))
        #expect(screen.press(.character("d")) == .none)
        self.type("too large\nfor it", &screen)
        #expect(screen.press(.control("s")) == .none)
        #expect(self.text(&screen).contains("Send this answer?"))
        let outcome = ReviewOutcome(
            task: House.sizeTask("A-1"),
            verdict: .deny,
            reviewer: "dana",
            note: "too large\nfor it",
            amount: nil,
            choice: nil
        )
        let key = ApplicationKey(program: "nys-clean-heat", application: "A-1")
        #expect(screen.press(.character("y")) == .send(outcome, key))
        // Nothing is sent twice.
        #expect(screen.press(.character("y")) == .none)
        screen.show(AnswerResult.recorded(.inReview, total: nil, openTasks: 1))
        #expect(self.text(&screen).contains("another task of this application is still open"))
        #expect(screen.press(.enter) == .list(TaskFilter(), offset: 0))
        // The list is read anew: what was first may be the task that was just answered.
        #expect(self.text(&screen).contains("Reading the tasks…"))
        #expect(screen.press(.enter) == .none)
    }

    @Test
    func `escape leads back from everywhere and sends nothing`() async throws {
        let house = try House()
        var screen = try await self.screen(house)
        _ = screen.press(.enter)
        screen.show(try await house.reader.page(House.sizeTask("A-1")))
        _ = screen.press(.character("a"))
        _ = screen.press(.control("s"))
        #expect(self.text(&screen).contains("Send this answer?"))
        #expect(screen.press(.escape) == .none)
        #expect(self.text(&screen).contains("Your answer"))
        #expect(screen.press(.escape) == .none)
        #expect(screen.press(.escape) == .list(TaskFilter(), offset: 0))
        #expect(screen.press(.control("c")) == .quit)
    }

    @Test
    func `searching asks for other tasks, and a task that went away is told`() async throws {
        let house = try House()
        var screen = try await self.screen(house)
        _ = screen.press(.character("/"))
        self.type("size", &screen)
        #expect(screen.press(.enter) == .list(TaskFilter(search: "size"), offset: 0))
        screen.show(nil)
        #expect(self.text(&screen).contains("not there any more"))
        #expect(screen.press(.escape) == .list(TaskFilter(), offset: 0))
    }

    @Test(arguments: [(80, 24), (40, 8), (200, 60), (24, 3)])
    func `every screen fits, whatever the terminal's size`(width: Int, height: Int) async throws {
        let house = try House()
        var screen = try await self.screen(house, tasks: 20)
        _ = screen.press(.end)
        #expect(width < 80 || self.text(&screen, width: width, height: height).contains("A-20"))
        screen.show(try await house.reader.page(House.sizeTask("A-1")))
        for key in [Key.end, .home, .pageDown, .character("a"), .tab, .control("s"), .character("n")] {
            _ = self.text(&screen, width: width, height: height)
            _ = screen.press(key)
        }
        _ = self.text(&screen, width: width, height: height)
    }

    @Test
    func `a note from an editor takes the typed one's place`() async throws {
        let house = try House()
        var screen = try await self.screen(house)
        screen.show(try await house.reader.page(House.sizeTask("A-1")))
        _ = screen.press(.character("i"))
        self.type("draft", &screen)
        #expect(screen.press(.control("e")) == .edit("draft"))
        screen.show(note: "from the editor")
        #expect(self.text(&screen).contains("from the editor"))
    }
}
