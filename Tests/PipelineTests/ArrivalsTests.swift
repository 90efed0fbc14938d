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

    private func tags(_ parts: [Arrivals.Part]) -> [[UInt64]] {
        parts.map { part in
            switch part {
            case .ordinary(let deliveries): deliveries.map(\.receipt.tag)
            case .careful(let delivery): [delivery.receipt.tag]
            }
        }
    }

    @Test func partsKeepTheOrder() {
        let arrivals = Arrivals(size: 2)
        #expect(self.tags(arrivals.cut((1...5).map { self.delivery($0) })) == [[1, 2], [3, 4], [5]])
        #expect(arrivals.cut([]).isEmpty)
    }

    @Test func aDeliveryThatFailedOftenTravelsAloneAndPartsNoOthers() {
        let arrivals = Arrivals(size: 10)
        let failed: [Int64] = [0, 2, 3, 0, 7]
        let parts = arrivals.cut(failed.enumerated().map { self.delivery(UInt64($0.offset), failed: $0.element) })
        #expect(self.tags(parts) == [[2], [4], [0, 1, 3]])
    }

    @Test func whereTheQueueDoesNotCountARedeliveryIsSuspect() {
        func delivery(redelivered: Bool) -> Delivery {
            Delivery(queue: "q", redelivered: redelivered, body: [], receipt: Receipt(epoch: 1, tag: 1))
        }
        let arrivals = Arrivals()
        guard case .careful = arrivals.cut([delivery(redelivered: true)]).first else {
            return #expect(Bool(false), "not careful")
        }
        guard case .ordinary = arrivals.cut([delivery(redelivered: false)]).first else {
            return #expect(Bool(false), "careful")
        }
    }
}
