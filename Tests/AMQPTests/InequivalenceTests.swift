import Testing

@testable import AMQP

@Suite struct InequivalenceTests {
    // The broker's words are those of RabbitMQ 3.10.8.
    @Test(arguments: [
        (
            "PRECONDITION_FAILED - inequivalent arg 'durable' for queue 'q' in vhost '/': received 'false' but current is 'true'",
            "durable", "'false'", "'true'"
        ),
        (
            "PRECONDITION_FAILED - inequivalent arg 'x-max-length' for queue 'q' in vhost '/': received the value '10' of type 'signedint' but current is none",
            "x-max-length", "'10'", "nothing"
        ),
        (
            "PRECONDITION_FAILED - inequivalent arg 'x-queue-type' for queue 'q' in vhost '/': received none but current is the value 'classic' of type 'longstr'",
            "x-queue-type", "nothing", "'classic'"
        ),
        (
            "PRECONDITION_FAILED - inequivalent arg 'type' for exchange 'x' in vhost '/': received 'topic' but current is 'fanout'",
            "type", "'topic'", "'fanout'"
        ),
    ])
    func whatDiffersIsTakenFromTheBrokersWords(
        _ text: String,
        _ argument: String,
        _ wanted: String,
        _ present: String
    ) throws {
        let difference = try #require(Inequivalence(text))
        #expect(difference.argument == argument)
        #expect(difference.wanted == wanted)
        #expect(difference.present == present)
        #expect(difference.words.contains("the broker has \(present), \(wanted) is wanted"))
    }

    @Test(arguments: [
        "", "PRECONDITION_FAILED - unknown delivery tag 7", "inequivalent arg '", "received x but current is",
    ])
    func otherWordsAreLeftAlone(_ text: String) {
        #expect(Inequivalence(text) == nil)
    }
}
