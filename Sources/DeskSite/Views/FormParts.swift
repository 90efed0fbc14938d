internal import Desk
internal import Messages

/// What several forms have.
enum FormParts {
    /// The field that shows that a form is of this visit.
    static func token(_ visitor: Visitor) -> Node { Self.hidden("token", visitor.session.formToken) }

    static func hidden(_ name: String, _ value: String) -> Node {
        el("input", .type("hidden"), .name(name), Attribute(name: "value", value: value))
    }

    /// What is wrong with a field, to be named by it.
    static func problem(_ text: String?, id: String) -> Node? {
        text.map { text in
            el("p", .style("problem"), .id(id)) {
                el("span", .style("mark")) { "Please correct: " }
                text
            }
        }
    }
}

/// Small things that several pages show.
enum Bits {
    static func status(_ status: ApplicationStatus) -> Node {
        switch status {
        case .approved: Self.good(status.spoken)
        case .denied, .withdrawn: Self.bad(status.spoken)
        case .partiallyApproved, .incomplete, .inReview, .waitlisted: Self.pending(status.spoken)
        }
    }

    static func status(_ status: LineStatus) -> Node {
        switch status {
        case .approved: Self.good(status.spoken)
        case .denied, .withdrawn: Self.bad(status.spoken)
        case .incomplete, .inReview: Self.pending(status.spoken)
        }
    }

    static func status(_ result: FindingResult) -> Node {
        switch result {
        case .met: Self.good("met")
        case .notMet: Self.bad("not met")
        case .unknown: Self.pending("not known yet")
        case .review: Self.pending("for a person")
        }
    }

    /// A due date, with how far it is away.
    static func due(_ date: String?, _ today: String) -> Node {
        let due = DueDate(date, today: today)
        guard let date else { return el("span", .style("quiet")) { "no due date" } }
        return el("span", .attribute("class", due.isPressing ? "due pressing" : "due")) {
            el("time", .attribute("datetime", date)) { date }
            " "
            el("span", .style("distance")) { due.words }
        }
    }

    static func time(_ instant: Instant?) -> Node {
        guard let instant else { return el("span", .style("quiet")) { "–" } }
        return el("time", .attribute("datetime", instant.description)) { instant.minute }
    }

    static func good(_ text: String) -> Node { el("span", .style("tag good")) { text } }
    static func bad(_ text: String) -> Node { el("span", .style("tag bad")) { text } }
    static func pending(_ text: String) -> Node { el("span", .style("tag pending")) { text } }
}
