import Adjudication
import BenchmarkCounters
import Digest
import JSON
import Messages
import Rulebook

/// A step on the way from an application's bytes to the event with its decision.
enum Stage: String, CaseIterable {
    /// The bytes of a message to its envelope and the JSON in it.
    case envelope
    /// The bytes of an application alone to a JSON document.
    case parse
    /// The document to an application, checked against the program's facts.
    case read
    /// The document's canonical digest, by which copies are known.
    case digest
    /// The findings of all rules.
    case assess
    /// Tiers, amounts, limits and statuses.
    case calculate
    /// The decision against the books.
    case settle
    /// The decision as JSON.
    case encode
    /// The event around it.
    case event
    /// All of them from the message on, one after another.
    case whole

    /// Runs the step once for a sample and lets go of what it made.
    func run(_ sample: Sample, shelf: RulebookShelf) {
        switch self {
        case .envelope: keep(try? IncomingEnvelope(body: sample.message, properties: Sample.properties))
        case .parse: keep(try? JSONDocument(parsing: sample.bytes))
        case .read: keep(ApplicationReader.admit(sample.document.root, shelf: shelf))
        case .digest: keep(withCanonical(sample.document.root) { SHA256.digest($0) })
        case .assess: keep(Eligibility.assess(sample.application))
        case .calculate: keep(sample.eligibility.calculate())
        case .settle: keep(Sample.settle(sample.assessment))
        case .encode: keep(sample.settled.decision.json())
        case .event: keep(Sample.event(sample.decision, application: sample.application.key.application))
        case .whole: self.runAll(sample, shelf)
        }
    }

    private func runAll(_ sample: Sample, _ shelf: RulebookShelf) {
        guard let envelope = try? IncomingEnvelope(body: sample.message, properties: Sample.properties),
            case .admitted(let application) = ApplicationReader.admit(envelope.data, shelf: shelf)
        else { return }
        let assessment = Eligibility.assess(application).calculate()
        keep(withCanonical(envelope.data) { SHA256.digest($0) })
        let settled = Sample.settle(assessment)
        keep(Sample.event(settled.decision.json(), application: application.key.application))
    }
}

/// Has the optimizer believe that a value is used, or it would leave out what makes it.
private func keep<T>(_ value: T) {
    withUnsafePointer(to: value) { look_at($0) }
}
