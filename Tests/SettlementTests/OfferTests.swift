import JSON
import Ledger
import Messages
import Settlement
import Testing

private let program = "efficiency-works"

private func key(_ application: String, of program: String = program) -> ApplicationKey {
    ApplicationKey(program: program, application: application)
}

/// A heat pump's 500.00 for a customer of its own.
private func pump(_ id: String, revision: Int = 1) -> String {
    application(id, revision: revision, customer: "C-\(id)", site: "S-\(id)")
}

/// A whole-house fan's 275.00.
private func fan(_ id: String) -> String {
    let line = #"{"id":"m1","measure":"whole-house-fan","motorized_insulated_dampers":true,"units":[{}]}"#
    return application(id, customer: "C-\(id)", site: "S-\(id)", measures: line)
}

@Suite("A budget that is offered again")
struct OfferTests {
    @Test func isGivenToWhoWaitsOnceItCoversThem() throws {
        var desk = try Desk(budgets: [program: 80_000])
        _ = try desk.settle(pump("A-1"))
        let origin = Origin(portal: "city", traceparent: "00-1-2-01", messageID: "m-2")
        let waiting = desk.settle([desk.item(try document(pump("A-2")), origin: origin)])[0]
        #expect(waiting.decision?.status == .waitlisted)
        desk.budgets[program] = 100_000
        let offered = desk.settle([.offer(key("A-2"))], at: 1_772_500_000)[0]
        #expect(offered.offer == .decided(total: Cents(50_000)))
        #expect(offered.decision?.status == .approved && offered.decision?.total == Cents(50_000))
        #expect(offered.decision?.decidedAt == "2026-03-03T01:06:40Z")
        #expect(offered.events.map(\.routingKey) == ["decision.approved.efficiency-works.city"])
        #expect(offered.events.map(\.traceparent) == ["00-1-2-01"])
        #expect(offered.events.map(\.id) != waiting.events.map(\.id))
        let record = try #require(desk.record(program, "A-2"))
        #expect(record.decisionNumber == 2 && record.order == 2)
        #expect(desk.balance("efficiency-works/EW-BUDGET", program) == 100_000)
        #expect(desk.balance("efficiency-works/EW-HP-CAP", "C-A-2") == 50_000)
    }

    @Test func thatDoesNotCoverThemChangesNothingAndTellsNobody() throws {
        var desk = try Desk(budgets: [program: 60_000])
        _ = try desk.settle(pump("A-1"))
        let waiting = try desk.settle(pump("A-2"))
        let before = desk.record(program, "A-2")
        let told = desk.events.count
        let offered = desk.settle([.offer(key("A-2"))])[0]
        #expect(offered.offer == .notCovered(needs: Cents(50_000), left: Cents(10_000)))
        #expect(offered.events.isEmpty && desk.events.count == told)
        #expect(desk.record(program, "A-2") == before)
        #expect(try desk.settle(pump("A-2")).events.map(\.body) == waiting.events.map(\.body))
    }

    @Test func isNotGivenToWhoDoesNotWait() throws {
        var desk = try Desk(budgets: [program: 50_000])
        _ = try desk.settle(pump("A-1"))
        _ = try desk.settle(pump("A-2"))
        _ = try desk.settle(#"{"withdrawn":{"program":"efficiency-works","application":"A-2"}}"#)
        desk.budgets[program] = nil
        let told = desk.events.count
        let offered = desk.settle([.offer(key("A-1")), .offer(key("A-2")), .offer(key("A-3"))])
        #expect(
            offered.map(\.offer) == [
                .notWaiting(status: "approved"), .notWaiting(status: "withdrawn"), .notWaiting(status: nil),
            ]
        )
        #expect(desk.events.count == told)
    }

    @Test func settlesLimitsAfresh() throws {
        var desk = try Desk(budgets: [program: 50_000])
        _ = try desk.settle(application("A-1", customer: "C-1"))
        _ = try desk.settle(application("A-2", customer: "C-2", site: "S-2", measures: miniSplit(2)))
        // Meanwhile the site's limit is taken by another application.
        desk.budgets[program] = 75_000
        _ = try desk.settle(application("A-3", customer: "C-3", site: "S-2", measures: miniSplit(1)))
        desk.budgets[program] = 200_000
        let offered = desk.settle([.offer(key("A-2"))])[0]
        #expect(offered.offer == .decided(total: Cents(25_000)))
    }

    @Test func goesToWhoWasReviewedByTheAnswersTheyGot() throws {
        let program = "worcester-energy"
        var desk = try Desk(budgets: [program: 300_000])
        func boiler(_ id: String) -> String {
            """
            {"application":"\(id)","revision":1,"program":"worcester-energy","submitted_on":"2026-03-02",
             "customer":{"id":"\(id)"},"site":{"id":"\(id)","existing":true,"dwelling_units":2},
             "installer":{"id":"I-1"},"measures":[{"id":"m1","measure":"heating-cooling","cost":"8000.00",
             "other_incentives":"1500.00","units":[{"type":"water_boiler","fuel":"gas","afue":95}]}],
             "documents":[{"kind":"payback_evidence","name":"payback.pdf"}]}
            """
        }
        func approve(_ id: String) throws -> SettledItem {
            try desk.settle(
                #"{"review":{"task":"\#(program)/\#(id)/1/WE-3","outcome":"approve","reviewer":"r-1"}}"#
            )
        }
        _ = try desk.settle(boiler("WE-1"))
        _ = try desk.settle(boiler("WE-2"))
        #expect(try approve("WE-1").decision?.status == .approved)
        #expect(try approve("WE-2").decision?.status == .waitlisted)
        _ = try desk.settle(#"{"withdrawn":{"program":"worcester-energy","application":"WE-1"}}"#)
        let offered = desk.settle([.offer(key("WE-2", of: program))])[0]
        #expect(offered.offer == .decided(total: Cents(300_000)))
        #expect(offered.decision?.status == .approved && offered.decision?.tasks.isEmpty == true)
    }

    @Test func isReleasedToTheOldestAndPastThoseWhomItDoesNotCover() throws {
        var desk = try Desk(budgets: [program: 0])
        for text in [pump("A-1"), fan("A-2"), pump("A-3"), fan("A-4")] { _ = try desk.settle(text) }
        let waiting = desk.applications(.waitlisted).map(\.key)
        #expect(waiting.map(\.application) == ["A-1", "A-2", "A-3", "A-4"])
        desk.budgets[program] = 60_000
        func release(_ desk: Desk, strict: Bool = false, limit: Int? = nil) -> [String] {
            var desk = desk
            let now = Instant(milliseconds: 0)
            return
                desk.transact(
                    BudgetRelease(offers: waiting, isStrict: strict, limit: limit, now: now, shelf: desk.shelf)
                )
                .map { "\($0.application ?? "") \($0.status)" }
        }
        #expect(release(desk) == ["A-1 approved", "A-2 waitlisted", "A-3 waitlisted", "A-4 waitlisted"])
        #expect(release(desk, strict: true) == ["A-1 approved", "A-2 waitlisted"])
        #expect(release(desk, limit: 1) == ["A-1 approved"])
        desk.budgets[program] = 55_000
        _ = try desk.settle(fan("A-5"))
        #expect(release(desk) == ["A-1 waitlisted", "A-2 approved", "A-3 waitlisted", "A-4 waitlisted"])
        #expect(release(desk, strict: true) == ["A-1 waitlisted"])
    }

    @Test func isEstimatedForEachAlone() throws {
        var desk = try Desk(budgets: [program: 0])
        _ = try desk.settle(pump("A-1"))
        _ = try desk.settle(fan("A-2"))
        desk.budgets[program] = 30_000
        let told = desk.events.count
        let needs = desk.transact(WaitlistEstimate([key("A-1"), key("A-2"), key("A-3")], shelf: desk.shelf))
        #expect(needs == [Cents(50_000), Cents(27_500), nil])
        #expect(desk.events.count == told && desk.applications(.waitlisted).count == 2)
    }
}
