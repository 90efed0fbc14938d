import JSON
import Testing

@testable import Pipeline

@Suite("Policies of queues") struct PolicyRulesTests {
    private let rules = PolicyRules(deliveryLimit: 10)

    private func queue(_ policy: String, arguments: String = "{}") throws -> ManagedQueue {
        let text = #"{"arguments": \#(arguments), "effective_policy_definition": \#(policy), "policy": "p"}"#
        return ManagedQueue(name: "rebated.applications", try JSONDocument(parsing: Array(text.utf8)).root)
    }

    @Test(arguments: [
        (#"{"delivery-limit": 20, "dead-letter-exchange": "rebated.dead"}"#, 0, 0), (#"{"delivery-limit": 20}"#, 1, 0),
        (#"{}"#, 0, 1), (#"{"delivery-limit": 10, "dead-letter-exchange": "rebated.dead"}"#, 0, 1),
        (#"{"dead-letter-exchange": "rebated.dead"}"#, 0, 0), (#"[]"#, 0, 1),
    ])
    func aDeliveryLimitNeedsADeadLetterExchange(policy: String, refusals: Int, warnings: Int) throws {
        var report = TopologyCheck.Report()
        self.rules.checkInput(try self.queue(policy), &report)
        #expect(report.refusals.count == refusals)
        #expect(report.warnings.count == warnings)
    }

    @Test func argumentsCountLikePolicies() throws {
        var report = TopologyCheck.Report()
        let arguments = #"{"x-queue-type": "quorum", "x-delivery-limit": 5}"#
        self.rules.checkInput(try self.queue("{}", arguments: arguments), &report)
        #expect(report.refusals.count == 1)
        #expect(report.refusals.first?.contains("limit of 5 and no dead-letter exchange") == true)
    }

    @Test(arguments: [
        (#"{"message-ttl": 10000, "dead-letter-exchange": "rebated.back"}"#, true), (#"{"message-ttl": 10000}"#, false),
        (#"{"dead-letter-exchange": "rebated.back"}"#, false), ("{}", false),
    ])
    func aRetryQueueThatLetsNothingBackIsNotUsed(policy: String, isUsed: Bool) throws {
        var report = TopologyCheck.Report()
        self.rules.checkRetry(try self.queue(policy), &report)
        #expect(report.unusable.isEmpty == isUsed)
        #expect(report.warnings.isEmpty == isUsed)
        #expect(report.refusals.isEmpty)
    }
}
