internal import AMQP
internal import JSON
internal import Pipeline

/// All of one dead letter, for people or as JSON.
struct LetterPage {
    let delivery: Delivery
    let letter: DeadLetter
    let showsBody: Bool

    /// For people.
    var lines: [String] {
        let letter = self.letter
        var lines = [
            "letter       \(letter.id)",
            "why          \(letter.reason)" + (letter.problem.map { ": \($0)" } ?? ""),
            "when         \(letter.at ?? "not told")",
            "where from   queue \(letter.queue), exchange \(letter.exchange.isEmpty ? "(default)" : letter.exchange), "
                + "routing key \(letter.routingKey)",
            "who          \(letter.user ?? "not told")",
            "how often    " + (letter.deliveries.map { "delivered \($0) times" } ?? "not told")
                + (letter.replays > 0 ? ", sent again from here \(letter.replays) times" : ""),
            "",
        ]
        lines += self.properties.map { "\($0.name.padded)\($0.value)" }
        lines += self.delivery.properties.headers.map { "header       \($0.name): \($0.value.words)" }
        lines.append("body         \(letter.size) bytes" + (self.showsBody ? "" : "; --body shows it"))
        lines = lines.map(Console.clean)
        if self.showsBody { lines += [""] + LetterBody(self.delivery.body).lines }
        return lines
    }

    private var properties: [(name: String, value: String)] {
        let properties = self.delivery.properties
        let all: [(String, String?)] = [
            ("message id", properties.messageID), ("type", properties.type), ("correlation", properties.correlationID),
            ("app id", properties.appID), ("user id", properties.userID), ("content type", properties.contentType),
            ("encoding", properties.contentEncoding), ("timestamp", properties.timestamp.map { "\($0)" }),
            ("reply to", properties.replyTo), ("priority", properties.priority.map { "\($0)" }),
        ]
        return all.compactMap { name, value in value.map { (name, $0) } }
    }

    /// As one JSON object: also how a dropped letter is kept.
    var json: String {
        var json = JSONWriter(capacity: 1_024 + self.delivery.body.count)
        json.beginObject()
        self.letter.writeMembers(to: &json)
        json.key("exchange")
        json.value(self.letter.exchange)
        json.key("routing_key")
        json.value(self.letter.routingKey)
        json.key("user")
        json.value(self.letter.user)
        json.key("properties")
        json.beginObject()
        for (name, value) in self.properties {
            json.key(name.replacing(" ", with: "_"))
            json.value(value)
        }
        json.endObject()
        json.key("headers")
        json.beginObject()
        var seen: Set<String> = []
        for header in self.delivery.properties.headers where seen.insert(header.name).inserted {
            json.key(header.name)
            header.value.write(to: &json)
        }
        json.endObject()
        if self.showsBody { LetterBody(self.delivery.body).write(to: &json) }
        json.endObject()
        return String(decoding: json.finish(), as: UTF8.self)
    }
}

extension String {
    fileprivate var padded: String { self + String(repeating: " ", count: max(1, 13 - self.count)) }
}

extension HeaderValue {
    /// For people, in one line.
    fileprivate var words: String {
        switch self {
        case .text(let text): text
        case .int(let number): "\(number)"
        case .unsigned(let number): "\(number)"
        case .boolean(let truth): "\(truth)"
        case .bytes(let bytes): "\(bytes.count) bytes"
        case .timestamp(let seconds): "@\(seconds)"
        case .decimal(let unscaled, let scale): "\(unscaled)e-\(scale)"
        case .double(let number): "\(number)"
        case .table(let headers): "{" + headers.map { "\($0.name): \($0.value.words)" }.joined(separator: ", ") + "}"
        case .array(let values): "[" + values.map(\.words).joined(separator: ", ") + "]"
        case .void: "(nothing)"
        }
    }

    fileprivate func write(to json: inout JSONWriter) {
        switch self {
        case .int(let number): json.value(number)
        case .unsigned(let number): json.raw(utf8: "\(number)")
        case .boolean(let truth): json.value(truth)
        case .timestamp(let seconds): json.raw(utf8: "\(seconds)")
        case .table(let headers):
            json.beginObject()
            var seen: Set<String> = []
            for header in headers where seen.insert(header.name).inserted {
                json.key(header.name)
                header.value.write(to: &json)
            }
            json.endObject()
        case .array(let values):
            json.beginArray()
            for value in values { value.write(to: &json) }
            json.endArray()
        case .void: json.null()
        case .text, .bytes, .decimal, .double: json.value(self.words)
        }
    }
}
