import AMQP
import Foundation
import Testing

@testable import Pipeline

@Suite("Topology")
struct WorkTopologyTests {
    private let topology = WorkTopology(portals: ["acme", "acme"], programs: ["efficiency-works"])

    @Test func everyQueueIsAQuorumQueueWithoutArguments() {
        #expect(self.topology.declarations.queues.allSatisfy { $0.type == .quorum && $0.arguments.isEmpty })
    }

    @Test func submissionsWithoutAUserHaveAQueueForTheirDecisionsToo() {
        let names = self.topology.declarations.queues.map(\.name)
        #expect(names.contains("rebated.decisions.-"))
        #expect(names.count { $0 == "rebated.decisions.acme" } == 1)
        #expect(names.contains("rebated.tasks.efficiency-works"))
    }

    @Test func everyBindingJoinsWhatIsDeclared() {
        let declared = self.topology.declarations
        for binding in declared.bindings {
            #expect(declared.exchanges.contains { $0.name == binding.exchange })
            #expect(declared.queues.contains { $0.name == binding.queue })
        }
        for queue in declared.queues {
            #expect(declared.bindings.contains { $0.queue == queue.name })
        }
    }

    @Test func definitionsAreJSONWithEverything() throws {
        let text = BrokerDefinitions(self.topology, vhost: "/").text
        let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: [[String: Any]]]
        let declared = self.topology.declarations
        #expect(object?["exchanges"]?.count == declared.exchanges.count)
        #expect(object?["queues"]?.count == declared.queues.count)
        #expect(object?["bindings"]?.count == declared.bindings.count)
        #expect(object?["policies"]?.count == self.topology.policies.count)
    }

    @Test func lookingAtDeadLettersCostsNone() throws {
        let policy = try #require(self.topology.policies.first { "rebated.dead".contains(try Regex($0.pattern)) })
        #expect(policy.definition.contains { $0.key == "delivery-limit" && $0.value == .number(1_000_000) })
    }

    @Test func everyWorkQueueHasAPolicyThatSetsPoisonAside() throws {
        let policy = try #require(self.topology.policies.first { $0.name == "rebated-work" })
        let pattern = try Regex(policy.pattern)
        #expect("rebated.applications".contains(pattern))
        #expect(!"rebated.dead".contains(pattern))
        #expect(policy.definition.contains { $0.key == "dead-letter-exchange" && $0.value == .text("rebated.dead") })
    }
}
