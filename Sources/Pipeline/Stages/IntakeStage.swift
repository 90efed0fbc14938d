internal import AMQP
internal import Adjudication
internal import JSON
internal import Messages
internal import Rulebook
internal import Settlement
internal import Tracing

/// The first stage: reads envelopes and checks messages against the contract and their program's facts.
///
/// Pure, so any number of it may run.
actor IntakeStage {
    /// A message that is no event for workers.
    private struct Unreadable: Error {
        let problems: [Problem]
        let application: String?
    }

    private let rulebooks: RulebookStand
    /// The rulebooks that judge the batch at hand.
    private var shelf: RulebookShelf
    /// When the batch at hand came in.
    private var arrivedAt = ContinuousClock.now
    private let trusted: Set<String>
    private let entrance: EntranceRules
    private let stopPoints: StopPoints
    private let traces: WorkTraces

    /// - Parameters:
    ///   - trusted: Users whose word on where a message comes from is believed.
    ///   - entrance: Who may say what.
    ///   - stopPoints: Where to die, for tests.
    ///   - traces: Where each delivery's span begins.
    init(
        rulebooks: RulebookStand,
        trusted: Set<String> = [],
        entrance: EntranceRules = .lookingAhead,
        stopPoints: StopPoints = .none,
        traces: WorkTraces = .off
    ) {
        self.rulebooks = rulebooks
        self.shelf = rulebooks.shelf
        self.trusted = trusted
        self.entrance = entrance
        self.stopPoints = stopPoints
        self.traces = traces
    }

    /// Reads a batch; whatever it is that was sent, each delivery comes out as work with an end.
    func read(_ batch: Arrivals.Batch) -> [Work] {
        self.shelf = self.rulebooks.shelf
        self.arrivedAt = batch.arrivedAt
        let began = self.traces.now
        let works = batch.deliveries.enumerated()
            .map { index, delivery in self.read(delivery, batch.cares.isEmpty ? nil : batch.cares[index], began) }
        if let began { for work in works { self.traces.note("intake", in: work.arrival.trace?.span, from: began) } }
        return works
    }

    /// Reads deliveries that nothing is known of.
    func read(_ deliveries: [Delivery]) -> [Work] {
        self.read(Arrivals.Batch(number: 0, deliveries: deliveries, cares: []))
    }

    private func read(
        _ delivery: Delivery,
        _ care: Arrivals.Care?,
        _ began: DefaultTracerClock.Timestamp?
    ) -> Work {
        let provenance = Provenance(delivery, trusted: self.trusted)
        let (trace, traceparent) = self.traces.begin(delivery, at: began)
        let properties = Self.properties(of: delivery, provenance, traceparent)
        func work(_ progress: Work.Progress, _ origin: Origin, unreadable: String? = nil) -> Work {
            let arrival = Work.Arrival(
                delivery: delivery,
                provenance: provenance,
                origin: origin,
                unreadable: unreadable,
                fingerprint: care?.fingerprint,
                arrivedAt: self.arrivedAt,
                trace: trace
            )
            return Work(arrival, progress: progress)
        }
        if let verdict = care?.verdict {
            return work(.setAside(verdict), Self.origin(delivery, properties, time: properties.time))
        }
        do throws(Unreadable) {
            let envelope = try self.open(delivery, properties)
            self.stopPoints.reached(.intake, envelope.data["application"]?.string)
            let origin = Self.origin(delivery, properties, id: envelope.id, time: envelope.time ?? properties.time)
            return work(self.read(envelope, delivery, properties.userID, origin), origin)
        } catch {
            let origin = Self.origin(delivery, properties, time: properties.time)
            let rejection = Rejection(application: error.application, errors: error.problems)
            let what = error.problems.first?.path == "" ? "not a JSON event" : "not an event that workers take"
            return work(.ready(.rejection(rejection, program: Names.nobody, origin)), origin, unreadable: what)
        }
    }

    private static func properties(
        of delivery: Delivery,
        _ provenance: Provenance,
        _ traceparent: String?
    ) -> DeliveryProperties {
        DeliveryProperties(
            contentType: delivery.properties.contentType,
            messageID: delivery.properties.messageID,
            type: delivery.properties.type,
            appID: delivery.properties.appID,
            timestamp: delivery.properties.timestamp,
            userID: provenance.user,
            routingKey: delivery.routingKey,
            traceparent: traceparent
        )
    }

    private static func origin(
        _ delivery: Delivery,
        _ properties: DeliveryProperties,
        id: String? = nil,
        time: String?
    ) -> Origin {
        Origin(
            portal: properties.userID ?? Names.nobody,
            traceparent: properties.traceparent,
            messageID: id ?? properties.messageID,
            time: time,
            body: delivery.body
        )
    }

    private func open(
        _ delivery: Delivery,
        _ properties: DeliveryProperties
    ) throws(Unreadable) -> IncomingEnvelope {
        guard !delivery.isTruncated else {
            let problem = "the message has \(delivery.bodySize) bytes, more than a worker takes"
            throw Unreadable(problems: [Problem(path: "", problem: problem)], application: nil)
        }
        let envelope: IncomingEnvelope
        do throws(EnvelopeError) {
            envelope = try IncomingEnvelope(body: delivery.body, properties: properties)
        } catch {
            throw Unreadable(problems: error.problems, application: error.application)
        }
        let belongs: Bool
        switch envelope.type {
        case .applicationSubmitted, .applicationWithdrawn: belongs = delivery.queue == Names.applications
        case .reviewCompleted: belongs = delivery.queue == Names.reviews
        case .applicationRejected, .decisionMade, .taskOpened, .taskClosed, .reviewRejected: belongs = false
        }
        let problem =
            if belongs {
                self.entrance.problem(delivery, type: envelope.type)
            } else {
                Problem(
                    path: "type",
                    problem: "\(envelope.type.rawValue) does not belong into the queue \(delivery.queue)"
                )
            }
        if let problem {
            throw Unreadable(problems: [problem], application: envelope.data["application"]?.string)
        }
        return envelope
    }

    private func read(_ envelope: IncomingEnvelope, _ delivery: Delivery, _ user: String?, _ origin: Origin)
        -> Work.Progress
    {
        let stray = self.entrance.problem(delivery, program: envelope.data["program"]?.string)
        func rejected(_ rejection: Rejection, _ program: String) -> Work.Progress {
            .ready(.rejection(rejection.adding(stray), program: program, origin))
        }
        switch envelope.type {
        case .applicationWithdrawn:
            do throws(WithdrawalError) {
                let withdrawal = try Withdrawal(envelope.data, shelf: self.shelf)
                guard stray != nil else { return .ready(.withdrawal(withdrawal, origin)) }
                return rejected(Rejection(application: withdrawal.key.application, errors: []), withdrawal.key.program)
            } catch {
                return rejected(error.rejection, error.program)
            }
        case .reviewCompleted:
            var draft = OutcomeDraft(envelope.data)
            self.entrance.look(at: &draft, delivery, user: user)
            return .ready(.outcome(draft, origin))
        case .applicationSubmitted, .applicationRejected, .decisionMade, .taskOpened, .taskClosed, .reviewRejected:
            // Of these only submissions come this far.
            switch ApplicationReader.admit(envelope.data, shelf: self.shelf) {
            case .admitted(let application):
                guard stray != nil else { return .admitted(application, envelope.data) }
                let key = application.key
                return rejected(Rejection(application: key.application, errors: []), key.program)
            case .rejected(let rejection, let program):
                return rejected(rejection, program)
            }
        }
    }
}
