internal import AMQP

/// Parcels that are being published, over as many rounds as the broker takes to answer for all of them.
///
/// Confirmed and returned messages are done: a returned one stays in the outbox as returned. Refused and unsettled ones
/// go out again. One that is refused again and again is left in the outbox like a returned one, so that a single full
/// queue cannot hold up all the others.
struct PublicationRound: Sendable {
    /// What a round of answers brought.
    struct Progress: Sendable, Equatable {
        /// For the ledger, with the deliveries that end.
        var marks = Marks()
        /// Messages that no queue took: exchange and routing key.
        var unroutable: [Destination] = []
        /// Why messages have to go out again; `nil` if none has to.
        var setback: String?
        /// Whether the broker closed the channel over one of the messages, and left the others in doubt.
        var hasObjection = false
    }

    /// Where a message was to go.
    struct Destination: Sendable, Hashable {
        let exchange: String
        let routingKey: String
        let reason: String
    }

    private struct Pending: Sendable {
        var parcel: Parcel
        var refusals = 0
        /// Whether a retry queue did not take it.
        var isUnsent = false

        /// Whether all of its messages are done with.
        var isDone: Bool { self.parcel.messages.isEmpty && !self.isUnsent }
    }

    private var pending: [Pending]
    private let refusalLimit: Int

    init(_ parcels: [Parcel], refusalLimit: Int = 8) {
        self.pending = parcels.map { Pending(parcel: $0) }
        self.refusalLimit = refusalLimit
    }

    /// What has to be published now, in order.
    var messages: [OutboundMessage] {
        var messages: [OutboundMessage] = []
        messages.reserveCapacity(self.pending.count)
        for place in self.pending.indices {
            for outgoing in self.pending[place].parcel.messages { messages.append(outgoing.message) }
        }
        return messages
    }

    /// Whether every message has been answered for.
    var isDone: Bool { self.pending.isEmpty }

    /// Parcels that need no message are done at once.
    mutating func takeEmpty() -> Marks {
        self.answered([]).marks
    }

    /// Takes the broker's answers to ``messages``, one each, in order.
    mutating func answered(_ outcomes: [PublishOutcome]) -> Progress {
        var progress = Progress()
        var answers = outcomes[...]
        // Held here alone, so that entries change in place.
        var entries: [Pending] = []
        swap(&entries, &self.pending)
        for index in entries.indices {
            let mine = answers.prefix(entries[index].parcel.messages.count)
            answers = answers.dropFirst(mine.count)
            self.settle(&entries[index], mine, &progress)
            if entries[index].isDone { progress.marks.end(entries[index].parcel) }
        }
        self.pending = entries.filter { !$0.isDone && !$0.isUnsent }
        return progress
    }

    private func settle(_ entry: inout Pending, _ answers: ArraySlice<PublishOutcome>, _ progress: inout Progress) {
        guard answers.count == entry.parcel.messages.count else { return }
        if entry.parcel.isRetry, answers.contains(where: Self.isHopeless), let receipt = entry.parcel.receipt {
            progress.marks.unsent.append(receipt)
            entry.isUnsent = true
            return
        }
        var again: [Parcel.Outgoing] = []
        var refused = false
        for (outgoing, answer) in zip(entry.parcel.messages, answers) {
            switch answer {
            case .confirmed:
                if let event = outgoing.event { progress.marks.published.append(event) }
            case .returned(let code, let text):
                self.giveUp(outgoing, "\(code) \(text)", entry.parcel.fallback, &again, &progress)
            case .refused where entry.refusals + 1 >= self.refusalLimit && outgoing.event != nil:
                self.giveUp(outgoing, "refused by the queue, full perhaps", nil, &again, &progress)
            case .refused:
                refused = true
                progress.setback = "the broker refused a message, a full queue perhaps"
                again.append(outgoing)
            case .unsettled(let error) where error.code == .badConfiguration && outgoing.event != nil:
                // It can't be sent at all: too long a name, too large headers.
                self.giveUp(outgoing, error.description, nil, &again, &progress)
            case .unsettled(let error) where error.code == .badConfiguration:
                // The sender's headers left no room for those that tell the story; the body is what has to be kept.
                progress.setback = error.description
                again.append(Parcel.Outgoing(event: nil, message: SetAsideMessage.trimmed(outgoing.message)))
            case .unsettled(let error):
                progress.setback = error.description
                progress.hasObjection = progress.hasObjection || Self.isObjection(error)
                again.append(outgoing)
            }
        }
        if refused { entry.refusals += 1 }
        entry.parcel.messages = again
    }

    /// Whether a retry queue that answers so is none to wait for: the message can be kept elsewhere.
    private static func isHopeless(_ answer: PublishOutcome) -> Bool {
        switch answer {
        case .confirmed: false
        case .returned, .refused: true
        case .unsettled(let error): error.code == .badConfiguration || Self.isObjection(error)
        }
    }

    /// Whether the fault lies in a message rather than in the connection: an exchange that is missing or may not be used.
    private static func isObjection(_ error: AMQPError) -> Bool {
        switch error.code {
        case .notFound, .accessRefused, .preconditionFailed: true
        case .badURL, .badConfiguration, .connectFailed, .tlsFailed, .loginRefused, .connectionLost, .heartbeatMissed,
            .connectionClosed, .channelClosed, .protocolViolation, .timedOut, .blocked, .stopped:
            false
        }
    }

    /// Ends an event that no queue takes; one that is set aside has to be taken, so it goes out again.
    private func giveUp(
        _ outgoing: Parcel.Outgoing,
        _ reason: String,
        _ fallback: OutboundMessage?,
        _ again: inout [Parcel.Outgoing],
        _ progress: inout Progress
    ) {
        let message = outgoing.message
        progress.unroutable.append(
            Destination(exchange: message.exchange, routingKey: message.routingKey, reason: reason)
        )
        if let event = outgoing.event {
            progress.marks.returned.append(Marks.Returned(id: event, reason: reason))
            if let fallback { again.append(Parcel.Outgoing(event: nil, message: fallback)) }
        } else {
            progress.setback = "no queue takes what is set aside in exchange \(message.exchange)"
            again.append(outgoing)
        }
    }
}

extension Marks {
    /// A parcel has nothing left to publish.
    fileprivate mutating func end(_ parcel: Parcel) {
        if parcel.isTrial, let receipt = parcel.receipt { return self.onTrial.append(receipt) }
        if let receipt = parcel.receipt { self.receipts.append(receipt) }
        if let timing = parcel.timing { self.timings.append(timing) }
        if let fingerprint = parcel.fingerprint { self.fingerprints.append(fingerprint) }
    }
}
