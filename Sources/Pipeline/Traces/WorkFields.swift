internal import AMQP
internal import Adjudication
internal import Logging
internal import Messages
internal import Settlement
internal import Tracing

/// What lines of the log and spans say of a message: which application it is about, never about whom.
struct WorkFields {
    private(set) var application: String?
    private(set) var revision: Int?
    private(set) var program: String?
    private let work: Work
    private let traceparent: String?
    private let status: String?

    /// What is known of a work.
    ///
    /// - Parameter item: What became of it in the ledger, if it came that far.
    init(_ work: Work, _ item: SettledItem? = nil) {
        self.work = work
        self.traceparent = item?.traceparent ?? work.arrival.origin.traceparent
        self.status = item?.status
        self.read(work.progress, isSettled: item != nil)
        self.application = item?.application ?? self.application
        self.revision = item?.revision ?? self.revision
        self.program = item?.program ?? self.program
        // Before an id is checked it can hold anything, a person's name too.
        self.application = self.application.flatMap { SafeText.isID($0) ? $0 : nil }
        self.program = self.program.flatMap { SafeText.isID($0) ? $0 : nil }
    }

    private mutating func read(_ progress: Work.Progress, isSettled: Bool) {
        switch progress {
        case .admitted(let application, _): self.take(application.key, application.revision)
        case .assessed(let eligibility, _): self.take(eligibility.application.key, eligibility.application.revision)
        case .ready(.submission(let submission, _)):
            let application = submission.assessment.application
            self.take(application.key, application.revision)
        case .ready(.withdrawal(let withdrawal, _)): self.take(withdrawal.key, nil)
        case .ready(.offer(let key)): self.take(key, nil)
        case .ready(.outcome(let draft, _)):
            // Tasks are called program/application/revision/rule. Of one that is settled the ledger tells.
            guard !isSettled else { return }
            let parts = (draft.task ?? "").split(separator: "/", omittingEmptySubsequences: false)
            guard parts.count >= 4, let revision = Int(parts[2]) else { return }
            self.take(ApplicationKey(program: String(parts[0]), application: String(parts[1])), revision)
        case .ready(.rejection(let rejection, let program, _)):
            self.application = rejection.application
            self.program = program
        case .setAside: break
        }
    }

    private mutating func take(_ key: ApplicationKey, _ revision: Int?) {
        self.application = key.application
        self.program = key.program
        self.revision = revision ?? self.revision
    }

    /// For a line of the log.
    var metadata: Logger.Metadata {
        let delivery = self.work.arrival.delivery
        var metadata: Logger.Metadata = ["delivery": .string("\(delivery.queue)#\(delivery.receipt.tag)")]
        if let application { metadata["application"] = .string(application) }
        if let revision { metadata["revision"] = .string(String(revision)) }
        if let program { metadata["program"] = .string(program) }
        if let status { metadata["status"] = .string(status) }
        if let trace = self.traceparent.flatMap({ TraceContext.traceID(in: $0) }) { metadata["trace"] = .string(trace) }
        return metadata
    }

    /// For a line of the log about trouble with a message: with the message's id, by which its sender finds it.
    var troubleMetadata: Logger.Metadata {
        var metadata = self.metadata
        if let id = self.work.arrival.delivery.properties.messageID, SafeText.isMessageID(id) {
            metadata["message_id"] = .string(id)
        }
        return metadata
    }

    /// Describes a span.
    func describe(_ span: any Tracing.Span) {
        span.updateAttributes { attributes in
            attributes["rebated.application"] = self.application
            attributes["rebated.revision"] = self.revision
            attributes["rebated.program"] = self.program
            attributes["rebated.status"] = self.status
        }
    }
}
