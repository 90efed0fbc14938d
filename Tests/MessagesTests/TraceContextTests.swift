import Messages
import Testing

@Suite("Trace contexts")
struct TraceContextTests {
    private static let text = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"

    @Test func oneIsReadAndWritten() throws {
        let context = try #require(TraceContext(Self.text))
        #expect(context.trace.description == "0af7651916cd43dd8448eb211c80319c")
        #expect(context.span == 0xb7ad_6b71_6920_3331)
        #expect(context.isSampled)
        #expect(context.description == Self.text)
        let other = TraceContext(trace: TraceContext.TraceID(high: 0, low: 1), span: 2, isSampled: false)
        #expect(other.description == "00-00000000000000000000000000000001-0000000000000002-00")
    }

    @Test(arguments: [
        // Flags that nobody knows yet.
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-ff",
        // Later versions may add what they like behind the parts that all have.
        "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-what-the-future-brings",
    ])
    func whatLaterVersionsAddIsIgnored(text: String) {
        #expect(TraceContext(text)?.description == Self.text)
    }

    @Test(arguments: [
        "", "00", "00-", "00-1", "00-1-2-01",
        "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319g-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
        "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01more",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01 ",
        "00_0af7651916cd43dd8448eb211c80319c_b7ad6b7169203331_01",
    ])
    func anythingElseIsNone(text: String) {
        #expect(TraceContext(text) == nil)
        #expect(TraceContext.traceID(in: text) == nil)
    }

    @Test func theTracesIdIsToldAsItStands() {
        #expect(TraceContext.traceID(in: Self.text) == "0af7651916cd43dd8448eb211c80319c")
    }

    @Test func aStateIsPassedOnUnlessItIsTooLongOrNoText() {
        #expect(TraceContext.isState("congo=t61rcWkgMzE,rojo=00f067aa0ba902b7"))
        #expect(!TraceContext.isState(""))
        #expect(!TraceContext.isState(String(repeating: "x", count: 513)))
        #expect(!TraceContext.isState("a=\u{1}"))
        #expect(!TraceContext.isState("a=ä"))
    }
}
