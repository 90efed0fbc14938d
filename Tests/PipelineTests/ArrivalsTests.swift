import AMQP
import Testing

@testable import Pipeline

@Suite("Arrivals")
struct ArrivalsTests {
    private func delivery(_ tag: UInt64, failed count: Int64 = 0) -> Delivery {
        var properties = Properties()
        properties.headers = [Header("x-delivery-count", .int(count))]
        return Delivery(queue: "q", properties: properties, body: [], receipt: Receipt(epoch: 1, tag: tag))
    }

    @Test func batchesAreNumberedAndKeepTheOrder() {
        var arrivals = Arrivals(size: 2)
        let batches = arrivals.cut((1...5).map { self.delivery($0) })
        #expect(batches.map { $0.deliveries.map(\.receipt.tag) } == [[1, 2], [3, 4], [5]])
        #expect(batches.map(\.number) == [0, 1, 2])
        #expect(arrivals.cut([self.delivery(6)]).map(\.number) == [3])
    }

    @Test func aDeliveryThatFailedOftenTravelsAlone() {
        var arrivals = Arrivals(size: 10)
        let failed: [Int64] = [0, 2, 3, 0, 7, 9]
        let batches = arrivals.cut(failed.enumerated().map { self.delivery(UInt64($0.offset), failed: $0.element) })
        #expect(batches.map { $0.deliveries.map(\.receipt.tag) } == [[0, 1], [2], [3], [4], [5]])
        #expect(batches.map(\.alone) == [false, true, false, true, true])
    }

    @Test func nothingMakesNoBatch() {
        var arrivals = Arrivals()
        #expect(arrivals.cut([]).isEmpty)
    }
}
