import AMQP
import Adjudication
import JSON
import Messages
import Testing

@testable import Pipeline

@Suite("Who may say what")
struct EntranceRulesTests {
    private let rules = EntranceRules(vouching: ["desk"], takesReviewsWithoutUser: false)

    private func delivery(_ key: String, headers: [Header] = []) -> Delivery {
        var properties = Properties()
        properties.headers = headers
        return Delivery(
            queue: "q",
            exchange: "e",
            routingKey: key,
            properties: properties,
            body: [],
            receipt: Receipt(epoch: 1, tag: 1)
        )
    }

    /// The draft of an answer, after it was looked at.
    private func draft(
        _ rules: EntranceRules? = nil,
        key: String = "completed.p",
        user: String?,
        reviewer: String = "dana",
        headers: [Header] = []
    ) throws -> OutcomeDraft {
        let json = #"{"task": "p/A-1/1/R", "outcome": "approve", "reviewer": "\#(reviewer)"}"#
        var draft = OutcomeDraft(try JSONDocument(parsing: Array(json.utf8)).root)
        (rules ?? self.rules).look(at: &draft, self.delivery(key, headers: headers), user: user)
        return draft
    }

    @Test func aKeyNamesTypeAndProgram() {
        #expect(self.rules.problem(self.delivery("submitted.p"), type: .applicationSubmitted) == nil)
        #expect(self.rules.problem(self.delivery("withdrawn.p"), type: .applicationSubmitted)?.path == "type")
        #expect(self.rules.problem(self.delivery("submitted.p"), program: "p") == nil)
        let problem = self.rules.problem(self.delivery("submitted.q"), program: "p")
        #expect(problem?.path == "program")
        #expect(problem?.problem.contains("was sent under the routing key submitted.q") ?? false)
        #expect(self.rules.problem(self.delivery("submitted.p.x"), program: "p") != nil)
    }

    @Test func whatWasPutStraightIntoAQueueHasNoKey() {
        #expect(self.rules.problem(self.delivery("rebated.applications"), type: .applicationWithdrawn) == nil)
        #expect(self.rules.problem(self.delivery("rebated.applications"), program: "p") == nil)
        // What is no program is told as that, not as another key's.
        #expect(self.rules.problem(self.delivery("submitted.p"), program: nil) == nil)
    }

    @Test(arguments: ["CC", "BCC"]) func furtherKeysAreRefused(_ name: String) throws {
        let headers = [Header(name, .array([.text("submitted.q")]))]
        #expect(self.rules.problem(self.delivery("submitted.p", headers: headers), program: "p")?.path == "program")
        #expect(try self.draft(user: "dana", headers: headers).refusals.map(\.path) == ["task"])
    }

    @Test func aReviewerAnswersInTheirOwnName() throws {
        let own = try self.draft(user: "dana")
        #expect(own.refusals.isEmpty && own.sender == "dana")
        let forged = try self.draft(user: "erin")
        #expect(forged.refusals.map(\.path) == ["reviewer"])
        #expect(forged.sender == "erin", "who sent it is told, not whom it names")
    }

    @Test func aDeskAnswersForOthers() throws {
        let answer = try self.draft(user: "desk", reviewer: "frances")
        #expect(answer.refusals.isEmpty && answer.sender == nil)
    }

    @Test func anAnswerNeedsAUserWhereTheSettingSaysSo() throws {
        #expect(try self.draft(user: nil).refusals.map(\.path) == ["reviewer"])
        let tolerant = EntranceRules(vouching: ["desk"], takesReviewsWithoutUser: true)
        #expect(try self.draft(tolerant, user: nil).refusals.isEmpty)
    }

    @Test func anAnswerBelongsToItsTasksProgram() throws {
        #expect(try self.draft(key: "completed.q", user: "dana").refusals.map(\.path) == ["task"])
        #expect(try self.draft(key: "rebated.reviews", user: "dana").refusals.isEmpty)
    }

    @Test func oneProblemForAPathIsEnough() {
        let rejection = Rejection(application: nil, errors: [Problem(path: "program", problem: "is unknown")])
        #expect(rejection.adding(Problem(path: "program", problem: "x")) == rejection)
        #expect(rejection.adding(Problem(path: "type", problem: "x")).errors.map(\.path) == ["program", "type"])
        #expect(rejection.adding(nil) == rejection)
    }
}
