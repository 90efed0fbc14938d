import AMQP
import Messages
import Testing

@testable import Pipeline

/// A letter as it comes out of `rebated.dead`.
func letter(_ body: String = "{}", key: String = "dead", _ change: (inout Properties) -> Void = { _ in }) -> Delivery {
    var properties = Properties()
    properties.messageID = "m-1"
    change(&properties)
    return Delivery(
        queue: Names.dead,
        exchange: Names.dead,
        routingKey: key,
        properties: properties,
        body: Array(body.utf8),
        receipt: Receipt(epoch: 1, tag: 1)
    )
}

/// What the broker writes when it sets a message aside.
func death(_ reason: String, queue: String, exchange: String, key: String) -> HeaderValue {
    .array([
        .table([
            Header("count", 1), Header("reason", .text(reason)), Header("queue", .text(queue)),
            Header("time", .timestamp(1_772_442_904)), Header("exchange", .text(exchange)),
            Header("routing-keys", .array([.text(key)])),
        ])
    ])
}

@Suite("A dead letter")
struct DeadLetterTests {
    private func setAside(user: String? = "city") -> Delivery {
        let sent = letter { $0.userID = user }
        let delivery = Delivery(
            queue: Names.applications,
            exchange: Names.applications,
            routingKey: "submitted.efficiency-works",
            properties: sent.properties,
            body: sent.body,
            receipt: sent.receipt
        )
        let provenance = Provenance(delivery, trusted: [])
        let now = Instant(milliseconds: 1_772_442_904_000)
        let message = SetAsideMessage.make(delivery, provenance, reason: .deliveredTooOften(limit: 10), at: now)
        return letter(key: message.routingKey) { $0 = message.properties }
    }

    @Test func ofAWorkerTellsWhyWhenWhereFromAndWho() {
        let letter = DeadLetter(self.setAside(), trusted: [])
        #expect(letter.reason == "delivered-too-often" && letter.problem?.contains("10 times") == true)
        #expect(letter.at == "2026-03-02T09:15:04Z")
        #expect(letter.exchange == Names.applications && letter.queue == Names.applications)
        #expect(letter.routingKey == "submitted.efficiency-works" && letter.program == "efficiency-works")
        #expect(letter.user == "city" && letter.deliveries == 1 && letter.replays == 0)
    }

    @Test func ofTheBrokerTellsItsReasonAndWhereItWasPublishedAtFirst() {
        let delivery = letter { properties in
            properties.userID = "city"
            properties.headers = [
                Header(
                    "x-death",
                    death("delivery_limit", queue: "rebated.applications", exchange: "e", key: "withdrawn.p")
                )
            ]
        }
        let letter = DeadLetter(delivery, trusted: ["worker"])
        #expect(letter.reason == "delivery_limit" && letter.problem == nil)
        #expect(letter.at == "2026-03-02T09:15:04Z")
        #expect(letter.queue == "rebated.applications" && letter.exchange == "e" && letter.routingKey == "withdrawn.p")
        #expect(letter.user == "city")
    }

    @Test func isNotDeceivedByHeadersThatItsSenderMadeUp() {
        let delivery = letter { properties in
            properties.headers = [
                Header("x-death", death("rejected", queue: Names.applications, exchange: Names.applications, key: "k")),
                Header("x-reason", "ledger-fault"), Header("x-from-exchange", .text(Names.decisions)),
                Header("x-from-routing-key", "decision.approved.p.victim"), Header("x-from-user", "victim"),
            ]
        }
        let letter = DeadLetter(delivery, trusted: ["worker"])
        #expect(letter.reason == "rejected" && letter.user == nil)
        #expect(letter.exchange == Names.applications && letter.routingKey == "k")
    }

    @Test(arguments: [
        ("worker", "city", "city"), ("worker", nil, "worker"), ("mallory", "city", "mallory"), (nil, "city", "city"),
        (nil, nil, nil),
    ])
    func believesWhoSentItOfThoseWhoMaySay(user: String?, header: String?, believed: String?) {
        let delivery = letter { properties in
            properties.userID = user
            if let header { properties.headers.append(Header("x-from-user", .text(header))) }
        }
        #expect(DeadLetter(delivery, trusted: ["worker"]).user == believed)
    }

    @Test func hasAnIDOfItsMessageAndBodyAndOfNothingElse() {
        let first = DeadLetter(letter("a"), trusted: []).id
        #expect(first.utf8.count == 64)
        #expect(
            DeadLetter(letter("a", key: "k") { $0.headers = [Header("x-delivery-count", 7)] }, trusted: []).id == first
        )
        #expect(DeadLetter(letter("b"), trusted: []).id != first)
        #expect(DeadLetter(letter("a") { $0.messageID = "m-2" }, trusted: []).id != first)
        #expect(DeadLetter(letter("1a") { $0.messageID = "m-" }, trusted: []).id != first)
    }

    @Test func showsNothingAsAnApplicationOrProgramThatHasNotTheFormOfOne() {
        let delivery = letter(key: "submitted.Ottilie Brandvold") { $0.correlationID = "Ottilie Brandvold" }
        let letter = DeadLetter(delivery, trusted: [])
        #expect(letter.application == nil && letter.program == "-")
    }

    @Test(arguments: ["rebated.back", "rebated.retry.10s", "rebated.dead"])
    func thatWaitedGoesToWhereItCameIn(exchange: String) {
        let delivery = letter {
            $0.headers = [Header("x-from-exchange", .text(exchange)), Header("x-from-queue", .text(Names.reviews))]
        }
        #expect(DeadLetter(delivery, trusted: []).exchange == Names.reviews)
    }

    @Test func goesAgainWithoutTheStoryOfItsFirstLife() {
        let delivery = Deliveries.changed(self.setAside()) {
            $0 += [
                Header("traceparent", "00-1"), Header("x-replayed", 2), Header("x-attempt", 3),
                Header("x-delivery-count", 4),
                Header("x-first-death-queue", "q"), Header("CC", "other"),
            ]
        }
        let message = ReplayMessage.make(delivery, DeadLetter(delivery, trusted: ["worker"]), as: "worker")
        #expect(message.exchange == Names.applications && message.routingKey == "submitted.efficiency-works")
        #expect(message.mandatory && message.properties.deliveryMode == 2 && message.properties.userID == "worker")
        #expect(message.properties.messageID == "m-1" && message.body == delivery.body)
        let headers = Dictionary(message.properties.headers.map { ($0.name, $0.value) }) { first, _ in first }
        #expect(
            headers == [
                "traceparent": "00-1", "x-replayed": 3, "x-from-user": "city",
                "x-from-exchange": .text(Names.applications),
            ]
        )
        let nobody = ReplayMessage.make(delivery, DeadLetter(self.setAside(user: nil), trusted: []), as: "worker")
        #expect(nobody.properties[header: "x-from-user"] == "-")
    }

    @Test(arguments: [
        (Names.decisions, "decision.approved.p.city"), ("", "rebated.decisions.city"), ("", "rebated.tasks.p"),
        (Names.tasks, "k"), ("", "rebated.dead"), ("", "rebated.retry.1m"),
    ])
    func isNeverSentToWhereOnlyWorkersPublish(exchange: String, key: String) async {
        let delivery = letter {
            $0.headers = [Header("x-from-exchange", .text(exchange)), Header("x-from-routing-key", .text(key))]
        }
        let forged = DeadLetter(delivery, trusted: [])
        let replay = DeadLetterReplay(as: "worker") { messages in messages.map { _ in .confirmed } }
        #expect(await replay.replay([(delivery, forged)]).map { $0.obstacle?.contains("only workers") } == [true])
    }
}
