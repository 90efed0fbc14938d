import Testing

@testable import AMQP

@Suite struct MessageAssemblerTests {
    @Test func aMessageIsMethodHeaderAndBody() throws {
        var assembler = MessageAssembler<String>(maximumBodySize: 100)
        for round in 0..<2 {
            try assembler.began("head \(round)")
            #expect(try assembler.header(bodySize: 5, Properties()) == nil)
            #expect(try assembler.body([1, 2, 3]) == nil)
            let message = try assembler.body([4, 5])
            #expect(message?.head == "head \(round)")
            #expect(message?.body == [1, 2, 3, 4, 5])
            #expect(message?.bodySize == 5)
        }
    }

    @Test func anEmptyBodyHasNoFrame() throws {
        var assembler = MessageAssembler<String>(maximumBodySize: 100)
        try assembler.began("head")
        #expect(try assembler.header(bodySize: 0, Properties())?.body == [])
        try assembler.began("next")
    }

    @Test func aBodyThatIsTooLargeIsCountedAndDropped() throws {
        var assembler = MessageAssembler<String>(maximumBodySize: 4)
        try assembler.began("head")
        #expect(try assembler.header(bodySize: 5, Properties()) == nil)
        #expect(try assembler.body([1, 2, 3]) == nil)
        let message = try assembler.body([4, 5])
        #expect(message?.body == [])
        #expect(message?.bodySize == 5)
    }

    @Test func aClaimedSizeReservesNothing() throws {
        var assembler = MessageAssembler<String>(maximumBodySize: .max)
        try assembler.began("head")
        #expect(try assembler.header(bodySize: .max, Properties()) == nil)
        #expect(try assembler.body([1]) == nil)
    }

    @Test func framesOutOfOrderAreRefused() throws {
        var assembler = MessageAssembler<String>(maximumBodySize: 100)
        #expect(throws: AMQPError.self) { try assembler.header(bodySize: 1, Properties()) }
        #expect(throws: AMQPError.self) { try assembler.body([1]) }
        try assembler.began("head")
        #expect(throws: AMQPError.self) { try assembler.began("inside") }
        #expect(throws: AMQPError.self) { try assembler.body([1]) }
        _ = try assembler.header(bodySize: 1, Properties())
        #expect(throws: AMQPError.self) { try assembler.header(bodySize: 1, Properties()) }
    }

    @Test func aBodyLongerThanClaimedIsRefused() throws {
        var assembler = MessageAssembler<String>(maximumBodySize: 100)
        try assembler.began("head")
        _ = try assembler.header(bodySize: 2, Properties())
        #expect(throws: AMQPError.self) { try assembler.body([1, 2, 3]) }
    }
}
