import Testing

@testable import AMQP

@Suite struct DeliveryBufferTests {
    private func deliveries(_ tags: ClosedRange<UInt64>, epoch: UInt64 = 1) -> [Delivery] {
        tags.map { Delivery(queue: "q", body: [], receipt: Receipt(epoch: epoch, tag: $0)) }
    }

    @Test func theReaderTakesAllThatIsThereAtOnce() async {
        let buffer = DeliveryBuffer()
        buffer.append(self.deliveries(1...3))
        buffer.append(self.deliveries(4...5))
        buffer.finish()
        var batches: [[UInt64]] = []
        for await batch in buffer.batches { batches.append(batch.map(\.receipt.tag)) }
        #expect(batches == [[1, 2, 3, 4, 5]])
    }

    @Test func whatALostChannelDeliveredIsDropped() async {
        let buffer = DeliveryBuffer()
        for epoch: UInt64 in 1...100 {
            buffer.append(self.deliveries(1...10, epoch: epoch))
            buffer.drop(epoch: epoch)
        }
        buffer.append(self.deliveries(1...2, epoch: 101))
        buffer.append(self.deliveries(1...2, epoch: 102))
        buffer.drop(epoch: 101)
        var batches = buffer.batches.makeAsyncIterator()
        #expect(await batches.next()?.map(\.receipt.epoch) == [102, 102])
    }

    @Test func aReaderThatWaitsIsWoken() async {
        let buffer = DeliveryBuffer()
        let reader = Task { await buffer.batches.first { _ in true }?.count }
        await Task.yield()
        buffer.append(self.deliveries(1...7))
        #expect(await reader.value == 7)
    }

    @Test func finishingAndCancellingEndTheWait() async {
        let finished = DeliveryBuffer()
        let first = Task { await finished.batches.first { _ in true } == nil }
        await Task.yield()
        finished.finish()
        #expect(await first.value)
        finished.append(self.deliveries(1...1))
        #expect(await finished.batches.first { _ in true } == nil)

        let cancelled = DeliveryBuffer()
        let second = Task { await cancelled.batches.first { _ in true } == nil }
        await Task.yield()
        second.cancel()
        #expect(await second.value)
    }
}
