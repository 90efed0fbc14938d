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
        var metadata: Logger.Metadata = ["status": .string(item.status)]
        // Before an id is checked it can hold anything, a person's name too.
        if let application = item.application, Self.isID(application) { metadata["application"] = .string(application) }
        if let revision = item.revision { metadata["revision"] = .string(String(revision)) }
        if let program = item.program, Self.isID(program) { metadata["program"] = .string(program) }
        if let trace = Self.traceID(item.traceparent) { metadata["trace"] = .string(trace) }
        if case .rejection(let rejection) = item.answer {
            metadata["problems"] = .string(String(rejection.errors.count))
            self.logger.info("rejected", metadata: metadata)
        } else {
            self.logger.info("decided", metadata: metadata)
        }
    }

    /// Source: the contract, on ids of applications.
    private static func isID(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }

    /// The trace id of a `traceparent`; `nil` unless it is 32 hexadecimal digits.
    private static func traceID(_ traceparent: String?) -> String? {
        guard let parts = traceparent?.utf8.split(separator: UInt8(ascii: "-")), parts.count >= 4, parts[1].count == 32
        else { return nil }
        let digits = (UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"))
        let isHex = parts[1].allSatisfy { digits.0.contains($0) || digits.1.contains($0) }
        return isHex ? String(parts[1]) : nil
    }
}
