internal import Logging
internal import Messages
internal import Settlement

/// One line for each application: what was decided, never about whom.
struct DecisionLog: Sendable {
    let logger: Logger
    /// Runs a body that logs many lines, so that they leave together.
    let batched: @Sendable (() -> Void) -> Void

    /// Tells what became of a batch.
    func tell(_ settled: [SettledWork]) {
        guard self.logger.logLevel <= .info else { return }
        self.batched {
            for entry in settled { self.tell(entry) }
        }
    }

    private func tell(_ settled: SettledWork) {
        guard let item = settled.item else { return }
        var metadata = WorkFields(settled.work, item).metadata
        if case .rejection(let rejection) = item.answer {
            metadata["problems"] = .string(String(rejection.errors.count))
            self.logger.info("rejected", metadata: metadata)
        } else {
            self.logger.info("decided", metadata: metadata)
        }
    }
}
