import Ledger
import Messages
import Settlement
import Testing

@Suite("Settlement")
struct SettlementTests {
    @Test func theSameRevisionAgainGetsTheSameDecisionByteForByte() throws {
        var desk = try Desk()
        let first = try desk.settle(application())
        let again = try desk.settle(application())
        #expect(first.events.map(\.id) == again.events.map(\.id))
        #expect(first.events.map(\.body) == again.events.map(\.body))
        #expect(again.status == "duplicate")
        #expect(desk.balance("efficiency-works/EW-HP-CAP", "C-1") == 50_000)
    }

    @Test func equalJSONIsTheSameContentHoweverItIsSpelt() throws {
        var desk = try Desk()
        _ = try desk.settle(application(measures: miniSplit(2)))
        let respelt = application(measures: miniSplit(2)).replacing("\"seer\":18", with: "\"seer\":18.00")
        #expect(try desk.settle(respelt).status == "duplicate")
    }

    @Test func aStaleRevisionAndOneOfOtherContentAreRejectedAtRevision() throws {
        var desk = try Desk()
        _ = try desk.settle(application(revision: 3))
        #expect(try desk.settle(application(revision: 2)).rejectedPaths == ["revision"])
        #expect(try desk.settle(application(revision: 3, customer: "C-2")).rejectedPaths == ["revision"])
        #expect(desk.balance("efficiency-works/EW-HP-CAP", "C-1") == 50_000)
    }

    @Test func aHigherRevisionGivesBackWhatTheLowerOneHeld() throws {
        var desk = try Desk()
        _ = try desk.settle(application(measures: miniSplit(2)))
        #expect(desk.balance("efficiency-works/EW-MS-CAP", "S-1") == 50_000)
        let second = try desk.settle(application(revision: 2, measures: miniSplit(1)))
        #expect(second.decision?.total == Cents(25_000))
        #expect(desk.balance("efficiency-works/EW-MS-CAP", "S-1") == 25_000)
        #expect(desk.balance("efficiency-works/EW-BUDGET", "efficiency-works") == 25_000)
    }

    @Test func aWithdrawalGivesAllBackAndAHigherRevisionOpensAgain() throws {
        var desk = try Desk()
        _ = try desk.settle(application())
        let withdrawal = #"{"withdrawn":{"program":"efficiency-works","application":"A-1","reason":"moved"}}"#
        let withdrawn = try desk.settle(withdrawal)
        #expect(withdrawn.decision?.status == .withdrawn)
        #expect(desk.balance("efficiency-works/EW-HP-CAP", "C-1") == 0)
        #expect(try desk.settle(withdrawal).events.map(\.id) == withdrawn.events.map(\.id))
        #expect(try desk.settle(application()).decision?.status == .withdrawn)
        #expect(try desk.settle(application(revision: 2)).decision?.total == Cents(50_000))
    }

    @Test func aWithdrawalOfWhatIsNotOnRecordIsRejected() throws {
        var desk = try Desk()
        let unknown = #"{"withdrawn":{"program":"efficiency-works","application":"A-9"}}"#
        #expect(try desk.settle(unknown).rejectedPaths == ["application"])
        let nowhere = #"{"withdrawn":{"program":"nowhere","application":"A-9","why":1}}"#
        #expect(try desk.settle(nowhere).rejectedPaths == ["program", "why"])
    }

    @Test func linesOfOneApplicationShareALimit() throws {
        var desk = try Desk()
        let lines = "\(miniSplit(1, id: "a")),\(miniSplit(1, id: "b")),\(miniSplit(1, id: "c"))"
        let decision = try #require(try desk.settle(application(measures: lines)).decision)
        #expect(decision.lines.map(\.awarded) == [Cents(25_000), Cents(25_000), .zero])
        #expect(
            decision.lines.map { $0.limits.first { $0.limit == "EW-MS-CAP" }?.usedBefore } == [
                .zero, Cents(25_000), Cents(50_000),
            ]
        )
        #expect(decision.lines[2].limits.first { $0.limit == "EW-MS-CAP" }?.reducedBy == Cents(25_000))
        #expect(decision.lines[2].status == .approved)
    }

    @Test func aMaximumBelowWhatIsUsedGivesNothingAndTakesNothingBack() throws {
        var desk = try Desk()
        _ = try desk.settle(application("A-1", heating: "electric", measures: miniSplit(3)))
        let second = try desk.settle(application("A-2", heating: "gas", measures: miniSplit(3)))
        #expect(second.decision?.total == .zero)
        #expect(desk.balance("efficiency-works/EW-MS-CAP", "S-1") == 75_000)
    }

    @Test func aBudgetCoversAnApplicationWholeOrNotAtAll() throws {
        var desk = try Desk(budgets: ["efficiency-works": 80_000])
        #expect(try desk.settle(application("A-1", customer: "C-1")).decision?.status == .approved)
        let waiting = try desk.settle(application("A-2", customer: "C-2"))
        #expect(waiting.decision?.status == .waitlisted)
        #expect(waiting.decision?.lines[0].status == .approved)
        #expect(waiting.decision?.total == .zero)
        #expect(desk.balance("efficiency-works/EW-HP-CAP", "C-2") == 0)
        let fan = #"{"id":"m1","measure":"whole-house-fan","motorized_insulated_dampers":true,"units":[{}]}"#
        #expect(try desk.settle(application("A-3", measures: fan)).decision?.status == .approved)
        #expect(desk.balance("efficiency-works/EW-BUDGET", "efficiency-works") == 77_500)
    }

    @Test func aRejectionOfTheSameBytesIsTheSameEvent() throws {
        var desk = try Desk()
        let rejection = Rejection(application: nil, errors: [Problem(path: "", problem: "not JSON")])
        func event(_ body: String, at seconds: Int64) -> OutboxEvent {
            let origin = Origin(portal: "p", time: "2026-03-02T09:15:04Z", body: Array(body.utf8))
            return desk.settle([.rejection(rejection, program: "-", origin)], at: seconds)[0].events[0]
        }
        let first = event("rubbish", at: 1)
        let copy = event("rubbish", at: 2)
        #expect(first.id == copy.id && first.body == copy.body)
        #expect(event("other rubbish", at: 3).id != first.id)
        #expect(first.routingKey == "rejected.-.p")
    }

    @Test func oneBatchSettlesItsItemsInOrder() throws {
        var desk = try Desk()
        let texts = (1...5).map { application("A-\($0)", measures: miniSplit(1)) }
        let items = try texts.map { desk.item(try document($0)) }
        let totals = desk.settle(items).map { $0.decision?.total }
        #expect(totals == [Cents(25_000), Cents(25_000), .zero, .zero, .zero])
    }

    @Test func anAnswerToOversizedNamesCanStillBePublished() throws {
        var desk = try Desk()
        let long = String(repeating: "ü", count: 5000)
        let rejection = Rejection(application: long, errors: [Problem(path: "application", problem: "too long")])
        let origin = Origin(portal: long, traceparent: long, body: [])
        let event = desk.settle([.rejection(rejection, program: "-", origin)])[0].events[0]
        #expect(event.routingKey.utf8.count <= 255 && event.routingKey.hasPrefix("rejected.-.ü"))
        #expect(event.correlationID.isEmpty)
        #expect(event.traceparent == nil)
    }

    @Test func aLateCopyOfAWithdrawalDoesNotTakeBackWhatWasHandedInAgain() throws {
        var desk = try Desk()
        let text = #"{"withdrawn":{"program":"efficiency-works","application":"A-1"}}"#
        func withdraw(_ message: String) throws -> SettledItem {
            let origin = Origin(portal: "p", messageID: message)
            return desk.settle([desk.item(try document(text), origin: origin)])[0]
        }
        _ = try desk.settle(application())
        #expect(try withdraw("w-1").decision?.status == .withdrawn)
        let again = try desk.settle(application(revision: 2))
        let copy = try withdraw("w-1")
        #expect(copy.decision?.status == .approved)
        #expect(copy.events.map(\.id) == again.events.map(\.id))
        #expect(try withdraw("w-2").decision?.status == .withdrawn)
    }
}
