internal import AMQP
internal import Logging

// Works that are not settled now: held here, or sent through a retry queue.
extension SettlementStage {
    /// Takes a work in, at once or, where it came back from a retry queue, after a little more.
    func take(_ work: Work, alone: Bool) {
        let attempts = work.arrival.provenance.attempts
        guard attempts > 0 else { return self.inbox.append(work, alone: alone) }
        if let step = self.surroundings.ladder.step(after: attempts - 1) {
            self.surroundings.retryWatch.cameBack(step)
        }
        let jitter = self.surroundings.ladder.jitter(attempt: attempts, random: .random(in: 0...1))
        // What failed alone before has to be alone again.
        guard jitter > .zero else { return self.inbox.append(work, alone: true) }
        self.hold(work, for: jitter, isBrief: true)
    }

    /// Takes a work up again later, alone; its delivery stays unacknowledged meanwhile.
    ///
    /// - Parameter isBrief: Whether a stop takes it up at once. Otherwise it is left to the broker, who has it still.
    func hold(_ work: Work, for delay: Duration, isBrief: Bool) {
        guard !self.hasEnded else {
            if isBrief { self.inbox.append(work, alone: true) }
            return self.ring()
        }
        // What only waits can do no harm.
        self.surroundings.gate.left([work.arrival.delivery.receipt])
        let number = self.waiting.add(work, isBrief: isBrief)
        let clock = Task {
            try? await Task.sleep(for: delay)
            guard !Task.isCancelled, let work = self.waiting.take(number) else { return }
            self.inbox.append(work, alone: true)
            self.ring()
        }
        self.waiting.started(number, clock)
    }

    /// The message that sends a work through a retry queue; `nil` if there is none that would bring it back.
    func retryMessage(_ work: Work, _ step: RetryLadder.Step) -> OutboundMessage? {
        let delivery = work.arrival.delivery
        let ladder = self.surroundings.ladder
        guard let user = ladder.user, let exchange = ladder.exchange(step, for: delivery),
            !self.surroundings.retryWatch.isStuck(exchange)
        else { return nil }
        if let until = self.closedQueues[exchange] {
            guard until < .now else { return nil }
            self.closedQueues[exchange] = nil
        }
        let message = RetryMessage.make(
            delivery,
            work.arrival.provenance,
            exchange: exchange,
            attempt: step.attempt,
            user: user
        )
        return work.arrival.carryingTraceOn(message)
    }

    /// Holds a work here for as long as the retry queue would have held it.
    func detour(_ work: Work, _ step: RetryLadder.Step) {
        var work = work
        work.failures = 0
        work.waits += 1
        let jitter = self.surroundings.ladder.jitter(attempt: step.attempt, random: .random(in: 0...1))
        self.hold(work, for: step.delay + jitter, isBrief: false)
    }

    /// Takes what became of messages that were on their way into retry queues.
    func noteDepartures(_ marks: Marks) {
        guard !self.leaving.isEmpty else { return }
        for receipt in marks.receipts {
            guard let work = self.leaving.removeValue(forKey: receipt),
                let step = self.surroundings.ladder.step(after: work.tries)
            else { continue }
            self.surroundings.retryWatch.sent(step)
        }
        for receipt in marks.onTrial { self.await(receipt) }
        for receipt in marks.unsent {
            guard let work = self.leaving.removeValue(forKey: receipt),
                let step = self.surroundings.ladder.step(after: work.tries)
            else { continue }
            if self.closedQueues.updateValue(.now + .seconds(60), forKey: step.exchange) == nil {
                self.logger.warning(
                    "\(step.exchange) takes no messages, so they are held here; `rebated topology apply` makes what is missing"
                )
            }
            self.detour(work, step)
        }
    }

    /// A copy is in a retry queue of which nobody knows whether it lets go: keeps the delivery until that is known.
    private func await(_ receipt: Receipt) {
        guard let work = self.leaving[receipt], let step = self.surroundings.ladder.step(after: work.tries) else {
            return
        }
        self.surroundings.gate.left([receipt])
        Task {
            let letsGo = await self.surroundings.retryWatch.verdict(step)
            await self.conclude(receipt, step, letsGo: letsGo)
        }
    }

    private func conclude(_ receipt: Receipt, _ step: RetryLadder.Step, letsGo: Bool) async {
        guard var work = self.leaving.removeValue(forKey: receipt) else { return }
        guard !letsGo else {
            // The copy has taken its place.
            return await self.finish(receipt, work.arrival.fingerprint)
        }
        // It has waited for as long as it would have in the queue.
        work.failures = 0
        work.waits += 1
        self.hold(work, for: .zero, isBrief: false)
    }
}
