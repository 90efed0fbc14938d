import Operations
import Testing

@Suite("Reload")
struct ReloadStateTests {
    @Test func aReloadTriesThenDrainsThenStarts() {
        var state = ReloadState()
        #expect(state.hangUp() == [.tryOut])
        #expect(state.isReloading)
        #expect(state.tried(isReplacing: true) == [.drain])
        #expect(state.workerEnded() == [.start])
        #expect(!state.isReloading)
        #expect(state.hangUp() == [.tryOut])
    }

    @Test func whatIsRefusedOrUnchangedLeavesTheWorkerAlone() {
        var state = ReloadState()
        _ = state.hangUp()
        #expect(state.tried(isReplacing: false) == [])
        #expect(!state.isReloading)
    }

    @Test func aSignalDuringATrialIsNotLost() {
        var state = ReloadState()
        _ = state.hangUp()
        #expect(state.hangUp() == [])
        #expect(state.hangUp() == [])
        #expect(state.tried(isReplacing: false) == [.tryOut])
        #expect(state.tried(isReplacing: false) == [])
    }

    @Test func aSignalDuringADrainIsDoneAfterTheStart() {
        var state = ReloadState()
        _ = state.hangUp()
        _ = state.tried(isReplacing: true)
        #expect(state.hangUp() == [])
        #expect(state.workerEnded() == [.start, .tryOut])
        #expect(state.tried(isReplacing: true) == [.drain])
        #expect(state.workerEnded() == [.start])
    }

    @Test func aStopWinsOverATrial() {
        var state = ReloadState()
        _ = state.hangUp()
        #expect(state.stop() == [.drain])
        #expect(state.tried(isReplacing: true) == [])
        #expect(state.hangUp() == [])
        #expect(state.workerEnded() == [.end])
    }

    @Test func aStopDuringADrainStartsNothing() {
        var state = ReloadState()
        _ = state.hangUp()
        _ = state.tried(isReplacing: true)
        #expect(state.stop() == [])
        #expect(state.isStopping)
        #expect(state.workerEnded() == [.end])
    }

    @Test func aWorkerThatEndsByItselfEndsTheProcess() {
        var state = ReloadState()
        #expect(state.workerEnded() == [.end])
        _ = state.hangUp()
        #expect(state.workerEnded() == [.end])
    }

    @Test func aSecondStopChangesNothing() {
        var state = ReloadState()
        #expect(state.stop() == [.drain])
        #expect(state.stop() == [])
    }
}
