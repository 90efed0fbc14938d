import Messages
import Testing

@testable import Operations

@Suite("Which traces are kept")
struct TraceSamplerTests {
    private func trace(_ low: UInt64) -> TraceContext.TraceID { TraceContext.TraceID(high: 1, low: low) }

    @Test func whoeverBeganATraceDecides() {
        for isSampled in [true, false] {
            let parent = TraceContext(trace: self.trace(1), span: 1, isSampled: isSampled)
            #expect(TraceSampler(share: 0).keeps(parent.trace, parent: parent) == isSampled)
            #expect(TraceSampler(share: 1).keeps(parent.trace, parent: parent) == isSampled)
        }
    }

    @Test func allOrNone() {
        for low: UInt64 in [1, 1 << 62, 1 << 63 - 1, 1 << 63, .max] {
            #expect(TraceSampler(share: 1).keeps(self.trace(low), parent: nil))
            #expect(!TraceSampler(share: 0).keeps(self.trace(low), parent: nil))
        }
    }

    @Test func aShareGoesByTheIdSoThatAllDecideTheSame() {
        let sampler = TraceSampler(share: 0.25)
        #expect(sampler.keeps(self.trace(1 << 61 - 1), parent: nil))
        #expect(!sampler.keeps(self.trace(1 << 61), parent: nil))
        // The first of the last 64 bits plays no part.
        #expect(sampler.keeps(self.trace(1 << 63), parent: nil))
    }
}
