import AMQP
import Testing

@testable import Pipeline

@Suite("Retry queues: which one, whose word, what message") struct RetryLadderTests {
    private let ladder = RetryLadder(
        delays: WorkTopology.retryDelays,
        urls: [BrokerURL(host: "a", user: "worker"), BrokerURL(host: "b", user: "worker")],
        trusted: ["operator"]
    )

    private func delivery(
        user: String?,
        headers: [Header] = [],
        exchange: String = "rebated.applications",
        key: String = "submitted.p"
    ) -> Delivery {
        var properties = Properties()
        properties.userID = user
        properties.headers = headers
        properties.expiration = "1000"
        return Delivery(
            queue: "rebated.applications",
            exchange: exchange,
            routingKey: key,
            properties: properties,
            body: [1],
            receipt: Receipt(epoch: 1, tag: 1)
        )
    }

    @Test func delaysGrowAndEnd() {
        #expect(self.ladder.step(after: 0)?.exchange == "rebated.retry.10s")
        #expect(self.ladder.step(after: 1)?.exchange == "rebated.retry.1m")
        #expect(self.ladder.step(after: 2)?.delay == .seconds(600))
        #expect(self.ladder.step(after: 2)?.attempt == 3)
        #expect(self.ladder.step(after: 3) == nil)
    }

    @Test(arguments: [
        (1, 0.0, 0), (1, 0.5, 1_000), (1, 1.0, 2_000), (2, 1.0, 12_000), (3, 1.0, 30_000), (9, 1.0, 30_000),
    ])
    func jitterIsAFifthOfTheDelayAndHalfAMinuteAtMost(attempt: Int, random: Double, milliseconds: Int) {
        #expect(self.ladder.jitter(attempt: attempt, random: random) == .milliseconds(milliseconds))
    }

    @Test func whatNeverWaitedIsNotHeld() { #expect(self.ladder.jitter(attempt: 0, random: 1) == .zero) }

    /// A row: the user that the broker vouches for, the header, and who is taken for the sender.
    private static let senders: [(user: String?, header: String?, expected: String?)] = [
        ("worker", "acme", "acme"), ("operator", "acme", "acme"), ("mallory", "acme", "mallory"), ("worker", "-", nil),
        ("worker", "", nil), ("worker", nil, "worker"), (nil, "acme", nil), ("", nil, nil),
    ]

    @Test(arguments: Self.senders)
    func theFirstSenderIsBelievedOnlyFromTrustedUsers(row: (user: String?, header: String?, expected: String?)) {
        let headers = row.header.map { [Header("x-from-user", .text($0)), Header("x-attempt", 2)] } ?? []
        let provenance = Provenance(self.delivery(user: row.user, headers: headers), trusted: self.ladder.trusted)
        #expect(provenance.user == row.expected)
        #expect(provenance.attempts == (row.header != nil && ["worker", "operator"].contains(row.user) ? 2 : 0))
    }

    @Test func theMessageThatGoesRoundIsTheSameButForItsStory() throws {
        let headers = [
            Header("traceparent", "00-1"), Header("x-death", .array([])), Header("CC", "x"),
            Header("x-delivery-count", 3), Header("x-attempt", 7), Header("x-from-user", "somebody"),
        ]
        let delivery = self.delivery(user: "acme", headers: headers)
        let provenance = Provenance(delivery, trusted: self.ladder.trusted)
        let message = RetryMessage.make(delivery, provenance, exchange: "rebated.retry.10s", attempt: 1, user: "worker")
        #expect(message.exchange == "rebated.retry.10s")
        #expect(message.routingKey == "submitted.p")
        #expect(message.mandatory)
        #expect(message.body == [1])
        #expect(message.properties.userID == "worker")
        #expect(message.properties.expiration == nil)
        #expect(message.properties.deliveryMode == 2)
        #expect(
            message.properties.headers == [
                Header("traceparent", "00-1"), Header("x-attempt", 1), Header("x-from-user", "acme"),
                Header("x-from-exchange", "rebated.applications"),
            ]
        )
        // Round again: what the broker added is gone, what was told stays.
        let back = Deliveries.changed(Deliveries.returned(message, tag: 1)) {
            $0.append(Header("x-death", .array([])))
        }
        let second = Provenance(back, trusted: self.ladder.trusted)
        #expect(second == Provenance(delivery, trusted: []).tried(1))
        let again = RetryMessage.make(back, second, exchange: "rebated.retry.1m", attempt: 2, user: "worker")
        #expect(again.properties[header: "x-death"] == nil)
        #expect(again.properties[header: "x-from-user"] == "acme")
        #expect(again.properties[header: "x-attempt"] == 2)
        #expect(again.properties[header: "x-from-exchange"] == "rebated.applications")
    }

    @Test(arguments: [
        ("submitted.p", true), ("withdrawn.p", true), ("rebated.applications", false), ("submitted.p.q", false),
        ("completed.p", false), ("", false),
    ])
    func onlyWhatFindsItsWayBackIsSentRound(key: String, finds: Bool) throws {
        let step = try #require(self.ladder.step(after: 0))
        #expect((self.ladder.exchange(step, for: self.delivery(user: nil, key: key)) != nil) == finds)
    }

    @Test func whoDoesNotKnowItsOwnNameSendsNothingRound() throws {
        let urls = [
            [BrokerURL(host: "a", user: "x"), BrokerURL(host: "b", user: "y")],
            [BrokerURL(host: "a", mechanism: .external)],
        ]
        for urls in urls {
            let ladder = RetryLadder(delays: WorkTopology.retryDelays, urls: urls, trusted: [])
            let step = try #require(ladder.step(after: 0))
            #expect(ladder.exchange(step, for: self.delivery(user: nil)) == nil)
        }
    }
}

extension Provenance {
    fileprivate func tried(_ attempts: Int) -> Provenance {
        var provenance = self
        provenance.attempts = attempts
        return provenance
    }
}
