internal import Messages

extension Books {
    /// Puts back a link of a journal as it was recorded elsewhere; it must follow the program's last.
    ///
    /// The application is what the decision says of it, without content, until ``restore(_:)-(ApplicationRecord)``.
    mutating func restore(_ link: JournalLink, program name: String) {
        var program = self.program(name) ?? ProgramRecord(program: name)
        guard link.sequence == program.sequence + 1, link.hash == link.hash(after: program.head) else {
            return self.fail("link \(link.sequence) of \(name) does not follow the one before it")
        }
        program.sequence = link.sequence
        program.head = link.hash
        switch link {
        case .budget(let budget):
            program.budget = budget.cents
            self.keep(budget)
        case .decision(let decision, let entries):
            var record =
                self.application(decision.key)
                ?? ApplicationRecord(
                    key: decision.key,
                    revision: 0,
                    contentDigest: [],
                    content: [],
                    portal: "-",
                    traceparent: nil,
                    edition: "",
                    status: "",
                    decisionNumber: 0,
                    decision: [],
                    eventID: "",
                    holdings: [],
                    // Before every place that was given, and another for each.
                    order: -decision.sequence
                )
            record.revision = decision.revision
            record.contentDigest = decision.contentDigest
            record.edition = decision.edition
            record.status = decision.status
            record.decisionNumber = decision.number
            record.decision = decision.decision
            record.eventID = decision.eventID
            self.keep(record, decision: decision, entries)
        }
        self.keep(program)
    }

    /// Puts back what the journal does not tell of an application; its decisions must be there.
    mutating func restore(_ application: ApplicationRecord) {
        guard let present = self.application(application.key), present.revision == application.revision,
            present.decisionNumber == application.decisionNumber, present.status == application.status
        else { return self.fail("the application \(application.key) is not as its last decision says") }
        var record = application
        record.decision = present.decision
        record.eventID = present.eventID
        record.edition = present.edition
        self.keep(record, decision: nil, [])
    }

    /// Puts back how many places were given in a program's order of record.
    mutating func restore(lastOrder: Int64, of name: String) {
        var program = self.program(name) ?? ProgramRecord(program: name)
        program.lastOrder = lastOrder
        self.keep(program)
    }
}
