internal import AMQP
internal import Ledger
internal import Logging
internal import Messages
internal import Settlement
internal import Tracing

extension SettlementStage {
    /// Commits works together with the marks at hand, trying again for as long as the ledger fails.
    ///
    /// - Returns: What has to be published; empty too when cancelled, and when the works are to be tried one by one.
    func transact(_ works: [Work]) async -> [Parcel] {
        // What may be the cause of a fault doesn't share a transaction with marks that are sound.
        let marks = works.contains { $0.failures > 0 } ? Marks() : self.takeMarks()
        let stopPoints = self.surroundings.stopPoints
        let telemetry = self.surroundings.telemetry
        let start = ContinuousClock.now
        self.isCommitting = true
        defer { self.isCommitting = false }
        let began = self.surroundings.traces.now
        var failures = 0
        while true {
            if !works.isEmpty { stopPoints.reached(.settling) }
            do throws(LedgerFault) {
                let settled = try await self.commit(works, marks)
                let time = began.map { SettlementTime(began: $0, ended: DefaultTracerClock.now, batch: works.count) }
                if !works.isEmpty { stopPoints.reached(.committed) }
                if !marks.isEmpty { stopPoints.reached(.marked) }
                self.surroundings.outage.worked(.settlement)
                await self.acknowledge(marks)
                self.surroundings.log.tell(settled)
                telemetry.stages.settled(works.count, since: start)
                telemetry.programs.settled(settled)
                return settled.compactMap { self.end($0.work, self.disposition(of: $0), $0.item, time) }
            } catch {
                failures += 1
                if error.code == .other, !works.isEmpty {
                    telemetry.ledger.failed(error.code)
                    self.putBack(marks)
                    return self.separate(works, error)
                }
                guard await self.pause(after: error, failures: failures) else {
                    self.putBack(marks)
                    return []
                }
            }
        }
    }

    /// Waits for the ledger to recover; `false` if cancelled meanwhile.
    private func pause(after fault: LedgerFault, failures: Int) async -> Bool {
        let delay = self.surroundings.backoff.delay(afterFailures: failures, jitter: .random(in: 0...1))
        self.surroundings.outage.failed(.settlement, fault, nextIn: delay)
        return (try? await Task.sleep(for: delay)) != nil
    }

    /// What becomes of a delivery once the ledger has done its part.
    private func disposition(of settled: SettledWork) -> Disposition {
        if case .setAside(let reason) = settled.work.progress { .setAside(reason) } else { .acknowledge }
    }

    /// The ledger fails for a reason that may lie in one of the works.
    ///
    /// Each is tried alone. One that fails alone, twice, waits in the retry queues, one after the other, so that it does
    /// not hold up the others, and is set aside after the last.
    private func separate(_ works: [Work], _ fault: LedgerFault) -> [Parcel] {
        var works = works
        for index in works.indices { works[index].failures += 1 }
        guard let work = works.first, works.count == 1 else {
            self.logger.warning("a batch of \(works.count) failed and is settled one by one: \(fault)")
            self.inbox.putBack(works)
            return []
        }
        let disposition: Disposition =
            if work.failures < 2 {
                .again(reason: fault.description)
            } else if let step = self.surroundings.ladder.step(after: work.tries) {
                .retry(step, reason: fault.description)
            } else { .setAside(.ledgerFault(fault.description, tries: work.tries)) }
        return self.end(work, disposition, nil, nil).map { [$0] } ?? []
    }

    /// Carries a disposition out: the one place where a delivery's end is decided on.
    ///
    /// - Parameters:
    ///   - item: What the ledger has made of it; `nil` if it was not settled.
    ///   - time: When it was settled; `nil` if it was not, or nothing is traced.
    private func end(
        _ work: Work,
        _ disposition: Disposition,
        _ item: SettledItem?,
        _ time: SettlementTime?
    ) -> Parcel? {
        let delivery = work.arrival.delivery
        let events = item?.events ?? []
        var parcel = Parcel(receipt: delivery.receipt, messages: [], fallback: nil)
        parcel.fingerprint = work.arrival.fingerprint
        parcel.timing = DeliveryTiming(work, item)
        switch disposition {
        case .acknowledge:
            parcel.messages = events.map { EventMessage.make($0, cause: delivery.properties.headers) }
            parcel.fallback = work.arrival.unreadable.map { problem in
                let key = events.first?.routingKey ?? ""
                return self.original(work, .unanswerable(routingKey: key, problem: problem))
            }
        case .setAside(let reason):
            self.warn(work, "a message is set aside in \(Names.dead): \(reason.description)")
            parcel.messages = [Parcel.Outgoing(event: nil, message: self.original(work, reason))]
        case .again(let reason):
            self.warn(work, "a message is tried again in a moment: \(reason)")
            let backoff = self.surroundings.backoff
            self.hold(
                work,
                for: backoff.delay(afterFailures: work.failures, jitter: .random(in: 0...1)),
                isBrief: true
            )
            return nil
        case .retry(let step, let reason):
            self.surroundings.telemetry.publications.retried(step)
            self.warn(work, "a message is tried again in \(step.delay.rounded), attempt \(step.attempt): \(reason)")
            guard let message = self.retryMessage(work, step) else {
                self.detour(work, step)
                return nil
            }
            self.leaving[delivery.receipt] = work
            parcel.messages = [Parcel.Outgoing(event: nil, message: message)]
            parcel.isRetry = true
            parcel.isTrial = !self.surroundings.retryWatch.isProven(step.exchange)
        }
        if self.surroundings.traces.isOn { self.trace(&parcel, work, disposition, item, time) }
        return parcel
    }

    private func warn(_ work: Work, _ words: String) {
        self.logger.warning("\(words)", metadata: WorkFields(work).troubleMetadata)
    }

    private func original(_ work: Work, _ reason: SetAsideReason) -> OutboundMessage {
        var provenance = work.arrival.provenance
        provenance.attempts = work.tries
        let message = SetAsideMessage.make(work.arrival.delivery, provenance, reason: reason, at: .now)
        return work.arrival.carryingTraceOn(message)
    }
}
