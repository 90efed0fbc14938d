internal import AMQP
internal import Ledger
internal import Logging
internal import Messages
internal import Settlement

extension SettlementStage {
    /// Commits works together with the marks at hand, trying again for as long as the ledger fails.
    ///
    /// - Returns: What has to be published; empty too when cancelled, and when the works are to be tried one by one.
    func transact(_ works: [Work]) async -> [Parcel] {
        // What may be the cause of a fault doesn't share a transaction with marks that are sound.
        let marks = works.contains { $0.failures > 0 } ? Marks() : self.takeMarks()
        var failures = 0
        while true {
            do throws(LedgerFault) {
                let settled = try await self.commit(works, marks)
                if failures > 0 { self.logger.notice("the ledger works again") }
                await self.acknowledge(marks.receipts)
                self.log.tell(settled)
                return settled.compactMap { self.end($0.work, self.disposition(of: $0), $0.item?.events ?? []) }
            } catch {
                failures += 1
                if error.code == .other, !works.isEmpty {
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

    /// What becomes of a delivery once the ledger has done its part.
    private func disposition(of settled: SettledWork) -> Disposition {
        if case .setAside(let reason) = settled.work.progress { .setAside(reason) } else { .acknowledge }
    }

    /// The ledger fails for a reason that may lie in one of the works.
    ///
    /// Each is tried alone, and the one that fails alone is tried a few times more before it is set aside, so that it
    /// does not hold up the others.
    private func separate(_ works: [Work], _ fault: LedgerFault) -> [Parcel] {
        var works = works
        for index in works.indices { works[index].failures += 1 }
        guard let work = works.first, works.count == 1 else {
            self.logger.warning("a batch of \(works.count) failed and is settled one by one: \(fault)")
            self.putBack(works)
            return []
        }
        let disposition: Disposition
        if work.failures < Self.attempts {
            let delay = self.backoff.delay(afterFailures: work.failures, jitter: .random(in: 0...1))
            disposition = .retry(after: delay, reason: fault.description)
        } else {
            disposition = .setAside(.ledgerFault(fault.description))
        }
        return self.end(work, disposition, []).map { [$0] } ?? []
    }

    /// Carries a disposition out: the one place where a delivery's end is decided on.
    private func end(_ work: Work, _ disposition: Disposition, _ events: [OutboxEvent]) -> Parcel? {
        let delivery = work.arrival.delivery
        switch disposition {
        case .acknowledge:
            let fallback = work.arrival.unreadable.map { problem in
                let key = events.first?.routingKey ?? ""
                return self.original(delivery, .unanswerable(routingKey: key, problem: problem))
            }
            return Parcel(receipt: delivery.receipt, messages: events.map(EventMessage.make), fallback: fallback)
        case .setAside(let reason):
            self.logger.warning("a message is set aside in \(Names.dead): \(reason.description)")
            return Parcel(receipt: delivery.receipt, messages: [self.original(delivery, reason)], fallback: nil)
        case .retry(let delay, let reason):
            self.logger.warning("a message is tried again after a while: \(reason)")
            self.retry(work, after: delay)
            return nil
        }
    }

    private func original(_ delivery: Delivery, _ reason: SetAsideReason) -> Parcel.Outgoing {
        Parcel.Outgoing(event: nil, message: SetAsideMessage.make(delivery, reason: reason, at: .now))
    }

    /// How often a work is tried on which the ledger fails alone.
    private static var attempts: Int { 5 }
}
