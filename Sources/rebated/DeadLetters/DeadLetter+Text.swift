internal import JSON
internal import Pipeline

extension DeadLetter {
    /// One line for people: nothing that could be personal, no control characters.
    var line: String {
        var parts = [self.shortID, self.at ?? "-", self.reason, self.program, self.application ?? "-"]
        if self.replays > 0 { parts.append("sent again \(self.replays)×") }
        return Console.clean(parts.joined(separator: "  "))
    }

    /// Writes it as an object, with nothing that could be personal.
    func write(to json: inout JSONWriter) {
        json.beginObject()
        self.writeMembers(to: &json)
        json.endObject()
    }

    /// Writes the members of that object.
    func writeMembers(to json: inout JSONWriter) {
        json.key("id")
        json.value(self.id)
        json.key("reason")
        json.value(self.reason)
        json.key("problem")
        json.value(self.problem)
        json.key("at")
        json.value(self.at)
        json.key("program")
        json.value(self.program)
        json.key("application")
        json.value(self.application)
        json.key("queue")
        json.value(self.queue)
        json.key("deliveries")
        if let deliveries { json.value(deliveries) } else { json.null() }
        json.key("replays")
        json.value(self.replays)
        json.key("size")
        json.raw(utf8: "\(self.size)")
    }
}
