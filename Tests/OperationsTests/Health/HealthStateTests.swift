import Telemetry
import Testing

@testable import Operations

@Suite("The state of health") struct HealthStateTests {
    private static let queues = ["rebated.applications", "rebated.reviews"]
    /// What a worker goes through until it works.
    private static let start: [HealthEvent] =
        [
            .rulebooksLoaded(programs: 5), .ledgerWorks, .started(queues: queues), .connected(.consuming),
            .connected(.publishing), .publishing,
        ] + queues.map { .consuming(queue: $0) }

    private func state(_ events: [HealthEvent] = []) -> HealthState {
        var state = HealthState()
        for event in Self.start + events { state.apply(event) }
        return state
    }

    private func problems(_ state: HealthState) -> [HealthCheck] {
        HealthCheck.allCases.filter { !state.finding($0).isWell }
    }

    @Test func itIsReadyOnceAllIsThere() {
        var state = HealthState()
        for event in Self.start {
            #expect(!state.isReady)
            state.apply(event)
        }
        #expect(state.isReady)
        #expect(state.isSafeToStop)
        #expect(state.deadlock == nil)
    }

    /// Each cause by itself, where it shows, and what takes it away.
    private static let causes: [(cause: [HealthEvent], shows: [HealthCheck], cure: [HealthEvent])] = [
        ([.ledgerFailed("no room")], [.ledger], [.ledgerWorks]),
        ([.blocked("low on disk")], [.broker], [.unblocked]),
        (
            [.disconnected(.publishing, "lost")], [.broker],
            [.connected(.publishing), .publishing]
        ),
        (
            [.disconnected(.consuming, "lost")], [.broker, .deliveries],
            [.connected(.consuming)] + queues.map { .consuming(queue: $0) }
        ),
        ([.notPublishing("channel closed")], [.broker], [.publishing]),
        (
            [.notConsuming(queue: queues[0], "queue deleted")], [.deliveries],
            [.consuming(queue: queues[0])]
        ),
        (
            [.notConsuming(queue: queues[1], "channel closed")], [.deliveries],
            [.consuming(queue: queues[1])]
        ),
        ([.rulebooksLoaded(programs: 0)], [.rulebooks], [.rulebooksLoaded(programs: 1)]),
        ([.draining], [.deliveries], Array(start.dropFirst(2))),
        ([.draining, .ended], [.broker, .deliveries], Array(start.dropFirst(2))),
        (
            [.unreachable("connection refused")], [.broker],
            [.connected(.consuming), .connected(.publishing)]
        ),
    ]

    @Test(arguments: causes.indices) func everyCauseShowsAndGoes(_ index: Int) {
        let (cause, shows, cure) = Self.causes[index]
        var state = self.state(cause)
        #expect(self.problems(state) == shows)
        #expect(!state.isReady)
        for check in shows { #expect(state.finding(check).problem?.isEmpty == false) }
        for event in cure { state.apply(event) }
        #expect(state.isReady, "\(self.problems(state))")
    }

    @Test func aRefusedChangeOfRulebooksIsNotedAndNoReasonNotToWork() {
        let state = self.state([.rulebooksRefused("demo.yaml:3:1: rubbish")])
        #expect(state.isReady)
        #expect(state.finding(.rulebooks).note?.contains("demo.yaml:3:1") == true)
    }

    @Test func aQueueThatNobodyAskedForDoesNotMatter() {
        #expect(self.state([.notConsuming(queue: "another", "gone")]).isReady)
    }

    // MARK: Progress

    private static func second(inHand: Int, finished: Int = 0, isWaiting: Bool = false) -> HealthEvent {
        .progress(
            .init(
                inHand: inHand,
                finished: finished,
                isWaiting: isWaiting,
                estimate: .seconds(inHand),
                limit: .seconds(25)
            )
        )
    }

    @Test func aStopIsSafeWhenWhatIsInHandGetsDone() {
        #expect(self.state([Self.second(inHand: 25)]).isSafeToStop)
        #expect(!self.state([Self.second(inHand: 26)]).isSafeToStop)
        #expect(!self.state([Self.second(inHand: 1), .ledgerFailed("away")]).isSafeToStop)
        #expect(self.state([Self.second(inHand: 0), .ledgerFailed("away")]).isSafeToStop)
    }

    private func after(seconds: Int, _ event: HealthEvent, besides: [HealthEvent] = []) -> HealthState {
        self.state(besides + Array(repeating: event, count: seconds))
    }

    @Test func workThatStandsStillForNoReasonEndsALife() {
        // The first of them may have brought the deliveries.
        #expect(self.after(seconds: 59, Self.second(inHand: 5)).deadlock == nil)
        #expect(self.after(seconds: 61, Self.second(inHand: 5)).deadlock != nil)
    }

    @Test func workThatWaitsForSomebodyElseDoesNot() {
        #expect(self.after(seconds: 300, Self.second(inHand: 5, isWaiting: true)).deadlock == nil)
        #expect(self.after(seconds: 300, Self.second(inHand: 5), besides: [.ledgerFailed("away")]).deadlock == nil)
        #expect(self.after(seconds: 300, Self.second(inHand: 5), besides: [.blocked("memory")]).deadlock == nil)
        #expect(self.after(seconds: 300, Self.second(inHand: 0)).deadlock == nil)
        let moving = (0..<300).map { Self.second(inHand: 5, finished: $0) }
        #expect(self.state(moving).deadlock == nil)
    }

    @Test(arguments: HealthEvent.Part.allCases) func aPartThatNoLongerAnswersEndsALife(_ part: HealthEvent.Part) {
        let idle = Self.second(inHand: 0)
        #expect(self.after(seconds: 300, idle).deadlock == nil)
        #expect(self.after(seconds: 59, idle, besides: [.answered(part)]).deadlock == nil)
        var state = self.after(seconds: 60, idle, besides: [.answered(part)])
        #expect(state.deadlock?.contains(part.rawValue) == true)
        state.apply(.answered(part))
        #expect(state.deadlock == nil)
    }

    @Test func anEndedWorkerOwesNoAnswer() {
        let idle = Self.second(inHand: 0)
        #expect(self.state([.answered(.consumer), .ended] + Array(repeating: idle, count: 100)).deadlock == nil)
    }

    @Test func theReportIsJSON() {
        let monitor = HealthMonitor(version: "0.0.0")
        for event in Self.start + [.notConsuming(queue: Self.queues[0], "“gone”\n")] { monitor.tell(event) }
        let text = String(decoding: monitor.report.json, as: UTF8.self)
        #expect(
            text
                == #"{"ready":false,"checks":{"broker":{"ok":true},"ledger":{"ok":true},"rulebooks":{"ok":true},"#
                + #""deliveries":{"ok":false,"problem":"rebated.applications: “gone”\n"}},"draining":false,"#
                + #""safe_to_stop":true,"version":"0.0.0"}"# + "\n"
        )
    }
}
