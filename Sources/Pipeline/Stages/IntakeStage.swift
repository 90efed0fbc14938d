internal import AMQP
internal import Adjudication
internal import JSON
internal import Messages
internal import Rulebook
internal import Settlement

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
    private let deliveryLimit: Int

    init(rulebooks: RulebookStand, deliveryLimit: Int) {
        self.rulebooks = rulebooks
        self.shelf = rulebooks.shelf
        self.deliveryLimit = deliveryLimit
    }

    /// Reads a batch; whatever it is that was sent, each delivery comes out as work with an end.
    func read(_ deliveries: [Delivery]) -> [Work] {
        self.shelf = self.rulebooks.shelf
        return deliveries.map(self.read)
    }

    private func read(_ delivery: Delivery) -> Work {
        let properties = Self.properties(of: delivery)
        if (delivery.deliveryCount ?? 0) > self.deliveryLimit {
            let reason = SetAsideReason.deliveredTooOften(limit: self.deliveryLimit)
            let origin = Self.origin(delivery, properties, time: properties.time)
            return Work(delivery: delivery, origin: origin, progress: .setAside(reason))
        }
        do throws(Unreadable) {
            let envelope = try self.open(delivery, properties)
            let origin = Self.origin(delivery, properties, id: envelope.id, time: envelope.time ?? properties.time)
            return Work(delivery: delivery, origin: origin, progress: self.read(envelope, origin))
        } catch {
            let origin = Self.origin(delivery, properties, time: properties.time)
            let rejection = Rejection(application: error.application, errors: error.problems)
            let what = error.problems.first?.path == "" ? "not a JSON event" : "not an event that workers take"
            return Work(
                delivery: delivery,
                origin: origin,
                progress: .ready(.rejection(rejection, program: Names.nobody, origin)),
                unreadable: what
            )
        }
    }

    private static func properties(of delivery: Delivery) -> DeliveryProperties {
        DeliveryProperties(
            contentType: delivery.properties.contentType,
            messageID: delivery.properties.messageID,
            type: delivery.properties.type,
            appID: delivery.properties.appID,
            timestamp: delivery.properties.timestamp,
            userID: delivery.properties.userID,
            routingKey: delivery.routingKey,
            traceparent: delivery.properties[header: EventMessage.traceparent]?.text
        )
    }

    private static func origin(
        _ delivery: Delivery,
        _ properties: DeliveryProperties,
        id: String? = nil,
        time: String?
    ) -> Origin {
        Origin(
            portal: properties.userID.flatMap { $0.isEmpty ? nil : $0 } ?? Names.nobody,
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
        guard belongs else {
            let problem = "\(envelope.type.rawValue) does not belong into the queue \(delivery.queue)"
            throw Unreadable(
                problems: [Problem(path: "type", problem: problem)],
                application: envelope.data["application"]?.string
            )
        }
        return envelope
    }

    private func read(_ envelope: IncomingEnvelope, _ origin: Origin) -> Work.Progress {
        switch envelope.type {
        case .applicationWithdrawn:
            do throws(WithdrawalError) {
                return .ready(.withdrawal(try Withdrawal(envelope.data, shelf: self.shelf), origin))
            } catch {
                return .ready(.rejection(error.rejection, program: error.program, origin))
            }
        case .reviewCompleted:
            return .ready(.outcome(OutcomeDraft(envelope.data), origin))
        case .applicationSubmitted, .applicationRejected, .decisionMade, .taskOpened, .taskClosed, .reviewRejected:
            // Of these only submissions come this far.
            switch ApplicationReader.admit(envelope.data, shelf: self.shelf) {
            case .admitted(let application):
                return .admitted(application, envelope.data)
            case .rejected(let rejection, let program):
                return .ready(.rejection(rejection, program: program, origin))
            }
        }
    }
}
