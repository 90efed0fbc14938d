public import JSON
internal import Messages

/// One line for a person about an event that the worker published.
public enum EventLine {
    /// Describes an event.
    ///
    /// - Parameters:
    ///   - event: A CloudEvent of one of the worker's types.
    ///   - sent: When it was sent, for events that don't tell it; seconds since 1970.
    /// - Returns: One line without control characters.
    public static func text(_ event: JSONValue, sent: UInt64?) -> String {
        let seconds = sent.flatMap { Int64(exactly: $0) } ?? 0
        let time = event["time"]?.string ?? Instant(milliseconds: min(seconds, 1 << 40) * 1_000).description
        let data = event["data"]
        let body: String
        switch event["type"]?.string.flatMap(EventType.init(rawValue:)) {
        case .decisionMade: body = self.decision(data)
        case .applicationRejected: body = self.rejection(data)
        case .taskOpened: body = self.opened(data)
        case .taskClosed: body = "closed    \(self.word(data, "task"))  \(self.word(data, "reason"))"
        case .reviewRejected: body = "refused   \(self.word(data, "task"))  \(self.word(data, "problem"))"
        case .applicationSubmitted, .applicationWithdrawn, .reviewCompleted, nil:
            body = "\(event["type"]?.string ?? "?")  \(event["subject"]?.string ?? "")"
        }
        return self.clean("\(time)  \(body)")
    }

    private static func decision(_ data: JSONValue?) -> String {
        let status = self.word(data, "status")
        var line = "decided   \(self.name(data))  \(status)  $\(self.word(data, "total"))"
        let missing = data?["missing"]?.elements.compactMap(\.string) ?? []
        if !missing.isEmpty {
            let more = missing.count > 3 ? " and \(missing.count - 3) more" : ""
            line += "  missing \(missing.prefix(3).joined(separator: ", "))\(more)"
        }
        let tasks = data?["tasks"]?.count ?? 0
        if tasks > 0 { line += "  \(tasks) task\(tasks == 1 ? "" : "s") open" }
        return line
    }

    private static func rejection(_ data: JSONValue?) -> String {
        let errors = data?["errors"]?.elements
            .map { error in
                let path = self.word(error, "path")
                return (path.isEmpty ? "" : "\(path): ") + self.word(error, "problem")
            }
        let problems = errors ?? []
        let more = problems.count > 2 ? " (and \(problems.count - 2) more)" : ""
        let application = data?["application"]?.string ?? "-"
        return "rejected  \(application)  \(problems.prefix(2).joined(separator: "; "))\(more)"
    }

    private static func opened(_ data: JSONValue?) -> String {
        let due = data?["due_on"]?.string.map { " due \($0)" } ?? ""
        return "task      \(self.word(data, "task"))  \(self.word(data, "kind"))\(due)  \(self.word(data, "question"))"
    }

    private static func name(_ data: JSONValue?) -> String {
        let revision = data?["revision"]?.numberText.map { String(decoding: $0, as: UTF8.self) } ?? "?"
        return "\(self.word(data, "application")) r\(revision)  \(self.word(data, "program"))"
    }

    private static func word(_ value: JSONValue?, _ key: String) -> String {
        value?[key]?.string ?? ""
    }

    /// Control characters become spaces: what is shown was written by others.
    private static func clean(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator: scalars.append(" ")
            default: scalars.append(scalar)
            }
        }
        return String(scalars)
    }
}
