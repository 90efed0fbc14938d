import Desk
import Ledger
import Messages
import Testing

struct PageTests {
    @Test
    func `a task's page has the question, the facts with meaning and unit, citations, money and siblings`() async throws
    {
        let house = try House()
        try await house.take(House.oversized("A-1"))
        let page = try #require(try await house.reader.page(House.sizeTask("A-1")))
        #expect(page.summary.question.contains("124.1 %"))
        #expect(page.program.hasPrefix("NYS Clean Heat"))
        #expect(page.measure?.hasSuffix("(2a)") == true)
        let load = try #require(page.facts.first { $0.path == "site.design_heating_load_btuh" })
        #expect(load.value == "58,000 Btu/h")
        #expect(load.meaning.contains("design heating load"))
        #expect(page.facts.contains { $0.place == "unit 2 of line u3" })
        #expect(page.asking?.cite.contains("120%") == true)
        #expect(page.findings.first?.result == .review)
        #expect(page.siblings.map(\.task) == [House.buildingTask("A-1")])
        #expect(page.lines.first?.awarded == "$7,968.00 reserved")
        #expect(page.applicant.entries.contains { $0.text.contains("12 Lark Street") })
        #expect(page.applicant.documents.map(\.kind) == ["invoice", "load calculation"])
        #expect(page.isOpen)
    }

    @Test
    func `an ended task tells who ended it and how`() async throws {
        let house = try House()
        try await house.take(House.oversized("A-1"))
        let task = House.sizeTask("A-1")
        try await house.take(
            #"{"review": {"task": "\#(task)", "outcome": "deny", "reviewer": "dana", "note": "too large"}}"#
        )
        let page = try #require(try await house.reader.page(task))
        #expect(page.ended == "This task is already closed: dana denied it at 2026-03-02T09:15:04Z.")
        #expect(page.answer?.details == ["sent by: portal-a", "note: too large"])
        #expect(try await house.reader.page("nys-clean-heat/none") == nil)
    }

    @Test
    func `an application's page tells its whole story in order`() async throws {
        let house = try House()
        try await house.take(House.oversized("A-1"), at: 1_000_000)
        for (second, task) in [House.sizeTask("A-1"), House.buildingTask("A-1")].enumerated() {
            try await house.take(
                #"{"review": {"task": "\#(task)", "outcome": "approve", "reviewer": "dana"}}"#,
                at: 1_000_060 + Int64(second) * 60
            )
        }
        try await house.take(House.oversized("A-1", revision: 2), at: 1_000_300)
        try await house.take(
            #"{"withdrawn": {"program": "nys-clean-heat", "application": "A-1", "reason": "moved"}}"#,
            at: 1_000_400
        )
        let key = ApplicationKey(program: "nys-clean-heat", application: "A-1")
        let page = try #require(try await house.reader.application(key))
        #expect(page.status == "withdrawn")
        #expect(page.portal == "portal-a")
        #expect(page.openTasks.isEmpty)
        let story = page.timeline.map(\.kind)
        #expect(
            story == [
                .submitted, .decided, .opened, .opened, .answered, .answered, .decided, .submitted, .decided, .opened,
                .opened, .withdrawn, .closed, .closed,
            ]
        )
        #expect(page.timeline[6].text == "Decision 3 of revision 1: approved, $7,968.00")
        #expect(try await house.reader.applications(called: "A-1") == [key])
    }

    @Test
    func `a list can be searched, narrowed and paged, and hides what a reviewer may not see`() async throws {
        let house = try House()
        for number in 1...5 { try await house.take(House.oversized("A-\(number)")) }
        func tasks(_ filter: TaskFilter, offset: Int = 0, limit: Int = 100) async throws -> TaskList {
            try await house.reader.tasks(filter, today: "2026-06-03", offset: offset, limit: limit)
        }
        #expect(try await tasks(TaskFilter()).tasks.count == 10)
        #expect(try await tasks(TaskFilter(kind: "oversizing")).tasks.count == 5)
        #expect(try await tasks(TaskFilter(search: "a-3 BUILDING")).tasks.map(\.task) == [House.buildingTask("A-3")])
        #expect(try await tasks(TaskFilter(program: "worcester-energy")).tasks.isEmpty)
        #expect(try await tasks(TaskFilter(allowed: ["worcester-energy"])).tasks.isEmpty)
        #expect(try await tasks(TaskFilter(isPressing: true)).tasks.count == 10)
        let second = try await tasks(TaskFilter(), offset: 4, limit: 4)
        #expect(second.tasks.count == 4)
        #expect(second.hasMore)
        #expect(try await tasks(TaskFilter(), offset: 8, limit: 4).hasMore == false)
    }
}
