import AMQP
import Foundation
import Testing

@testable import Pipeline

@Suite("Permissions at the broker")
struct BrokerPermissionTests {
    private func permission(_ parties: Party...) throws -> BrokerPermission {
        let permissions = BrokerPermission.of(parties)
        #expect(permissions.count == 1)
        return try #require(permissions.first)
    }

    private func allows(_ pattern: String, _ name: String) throws -> Bool {
        try name.contains(Regex(pattern))
    }

    @Test func aPortalWritesItsProgramsAndReadsItsQueue() throws {
        let portal = try self.permission(Party(.portal, "acme.a", programs: ["p", "q"]))
        #expect(portal.configure == "^$")
        #expect(try self.allows(portal.write, "rebated.applications"))
        #expect(try !self.allows(portal.write, "rebated.applications2") && !self.allows(portal.write, "amq.default"))
        #expect(try self.allows(portal.read, "rebated.decisions.acme.a"))
        #expect(try !self.allows(portal.read, "rebated.decisions.acmeXa"), "a dot is only a dot")
        let topic = try #require(portal.topics.first)
        #expect(try self.allows(topic.write, "submitted.p") && self.allows(topic.write, "withdrawn.q"))
        #expect(try !self.allows(topic.write, "submitted.r") && !self.allows(topic.write, "submitted.p.x"))
        #expect(try !self.allows(topic.write, "completed.p") && topic.read == "^$")
    }

    @Test func aPortalOfAllProgramsStillWritesOneWord() throws {
        let topic = try #require(try self.permission(Party(.portal, "acme")).topics.first)
        #expect(try self.allows(topic.write, "submitted.any-program") && !self.allows(topic.write, "submitted.a.b"))
    }

    @Test func noRoleMayUseTheDefaultExchange() throws {
        for role in Party.Role.allCases {
            let permission = try self.permission(Party(role, "somebody"))
            #expect(try !self.allows(permission.write, "amq.default"), "\(role)")
            #expect(try !self.allows(permission.configure, "others"), "\(role)")
        }
    }

    @Test func aUserOfSeveralRolesMayDoAllOfThem() throws {
        let both = try self.permission(
            Party(.reviewer, "dana", programs: ["p"]),
            Party(.portal, "dana", programs: ["p"])
        )
        #expect(try self.allows(both.write, "rebated.applications") && self.allows(both.write, "rebated.reviews"))
        #expect(both.topics.map(\.exchange) == ["rebated.applications", "rebated.reviews"])
        let free = try self.permission(Party(.desk, "o"), Party(.operator, "o"))
        #expect(free.topics.isEmpty, "who may use every key has no entry that restricts them")
    }

    @Test func aReviewerHasAQueueForWhatIsRefused() {
        let topology = WorkTopology(portals: [], programs: [], parties: [Party(.reviewer, "dana", programs: ["p"])])
        let declared = topology.declarations
        #expect(declared.queues.contains { $0.name == "rebated.reviewers.dana" })
        #expect(declared.queues.contains { $0.name == "rebated.tasks.p" })
        #expect(declared.bindings.contains { $0.queue == "rebated.reviewers.dana" && $0.routingKey == "rejected.dana" })
    }

    @Test func passwordsAreDigestedAsTheBrokerDoes() {
        // The example of RabbitMQ's documentation of password hashes.
        let user = BrokerUser("u", password: "test12", salt: 0x908D_C60A)
        #expect(user.passwordHash == "kI3GCqW5JLMJa4iX1lo7X4D6XbYqlLgxIs30+P6tENUV2POR")
    }

    @Test func definitionsNameUsersOnlyWithPasswords() throws {
        let topology = WorkTopology(portals: [], programs: [], parties: [Party(.worker, "w"), Party(.portal, "a")])
        let text = BrokerDefinitions(topology, vhost: "/", users: [BrokerUser("a", password: "s")]).text
        let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: [[String: Any]]])
        #expect(object["users"]?.compactMap { $0["name"] as? String } == ["a"])
        #expect(object["permissions"]?.count == 2 && object["topic_permissions"]?.count == 1)
    }
}
