import Ledger
import Messages
import Settlement
import Testing

/// An application of worcester-energy with two open tasks: the final determination, and one for its line.
private let twoTasks = """
    {"application":"WE-1","revision":1,"program":"worcester-energy","submitted_on":"2026-03-02",
     "customer":{"id":"C-1"},"site":{"id":"S-1","existing":true,"dwelling_units":2},"installer":{"id":"I-1"},
     "measures":[{"id":"m1","measure":"other","cost":"12000.00","other_incentives":"0.00","payback_years":9,
                  "type":"solar"}],
     "documents":[{"kind":"payback_evidence","name":"payback.pdf"}]}
    """

@Suite("A reviewer's answer")
struct AnswerTests {
    private static let final = "worcester-energy/WE-1/1/WE-3"
    private static let other = "worcester-energy/WE-1/1/WE-OT-4/m1"

    /// Settles an answer that came as a message of that id, or without one.
    private func answer(
        _ desk: inout Desk,
        _ task: String,
        _ outcome: String = "approve",
        message: String?,
        at seconds: Int64 = 1_772_442_904
    ) throws -> SettledItem {
        let text = #"{"review":{"task":"\#(task)","outcome":"\#(outcome)","reviewer":"r-1"}}"#
        let origin = Origin(portal: "reviewer", messageID: message, body: Array(text.utf8))
        return desk.settle([desk.item(try document(text), origin: origin)], at: seconds)[0]
    }

    @Test(arguments: ["m-2", nil]) func comesAgainAndIsToldTheSameByteForByte(message: String?) throws {
        var desk = try Desk()
        _ = try desk.settle(twoTasks)
        _ = try self.answer(&desk, Self.other, message: message)
        let last = try self.answer(&desk, Self.final, message: message, at: 1_772_500_000)
        #expect(last.decision?.status == .approved)
        let copy = try self.answer(&desk, Self.final, message: message, at: 1_772_600_000)
        #expect(copy.status == "duplicate")
        #expect(copy.events.map(\.type) == ["rebated.task.closed.v1", "rebated.decision.made.v1"])
        #expect(copy.events.map(\.id) == last.events.map(\.id))
        #expect(copy.events.map(\.body) == last.events.map(\.body))
        #expect(copy.events.map(\.routingKey) == last.events.map(\.routingKey))
    }

    @Test func thatLeavesOthersOpenIsToldOnlyThatItsTaskIsClosed() throws {
        var desk = try Desk()
        _ = try desk.settle(twoTasks)
        let first = try self.answer(&desk, Self.other, message: "m-1")
        #expect(first.events.map(\.type) == ["rebated.task.closed.v1"])
        let copy = try self.answer(&desk, Self.other, message: "m-1", at: 1_772_600_000)
        #expect(copy.events.map(\.body) == first.events.map(\.body))
        #expect(desk.openTasks.map(\.task) == [Self.final])
        _ = try self.answer(&desk, Self.final, message: "m-2")
        #expect(try self.answer(&desk, Self.other, message: "m-1").events.count == 2)
    }

    @Test(arguments: [("m-1", "m-2", "approve"), ("m-1", nil, "approve"), (nil, nil, "deny")])
    func ofAnotherMessageIsRejectedWhenTheTaskIsClosed(first: String?, later: String?, outcome: String) throws {
        var desk = try Desk()
        _ = try desk.settle(twoTasks)
        _ = try self.answer(&desk, Self.other, message: first)
        #expect(try self.answer(&desk, Self.other, outcome, message: later).rejectedPaths == ["task"])
    }

    @Test func withoutIdAndBytesIsNobodysCopy() throws {
        var desk = try Desk()
        _ = try desk.settle(twoTasks)
        let text = #"{"review":{"task":"\#(Self.other)","outcome":"approve","reviewer":"r-1"}}"#
        #expect(try desk.settle(text).rejectedPaths.isEmpty)
        #expect(try desk.settle(text).rejectedPaths == ["task"])
    }

    @Test func comesAgainAfterAHigherRevisionAndIsToldHowItStandsNow() throws {
        var desk = try Desk()
        _ = try desk.settle(twoTasks)
        _ = try self.answer(&desk, Self.other, message: "m-1")
        _ = try self.answer(&desk, Self.final, message: "m-2")
        let text = #"{"withdrawn":{"program":"worcester-energy","application":"WE-1"}}"#
        let withdrawn = try desk.settle(text)
        let copy = try self.answer(&desk, Self.final, message: "m-2")
        #expect(copy.decision?.status == .withdrawn)
        #expect(copy.events.last?.id == withdrawn.events.last?.id)
        #expect(desk.balance("worcester-energy/WE-BUDGET", "worcester-energy") == 0)
    }

    @Test func toATaskThatWasNeverClosedByAnAnswerIsNoCopy() throws {
        var desk = try Desk()
        _ = try desk.settle(twoTasks)
        _ = try desk.settle(twoTasks.replacing(#""revision":1"#, with: #""revision":2"#))
        #expect(try self.answer(&desk, Self.final, message: "m-2").rejectedPaths == ["task"])
    }
}
