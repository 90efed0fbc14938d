public import JSON
internal import Ledger
internal import Messages

extension ApplicationPage {
    /// Writes it as one JSON object: the present decision, open tasks, holdings and the time line.
    public func write(to json: inout JSONWriter, today: String) {
        json.beginObject()
        for (key, text) in [
            ("application", self.key.application), ("program", self.key.program), ("portal", self.portal),
            ("status", self.status),
        ] {
            json.key(key)
            json.value(text)
        }
        json.key("revision")
        json.value(self.revision)
        json.key("decision")
        if let decision { decision.write(to: &json) } else { json.null() }
        json.key("tasks")
        json.beginArray()
        for task in self.openTasks { task.write(to: &json, today: today) }
        json.endArray()
        json.key("missing")
        json.beginArray()
        for fact in self.missing {
            json.beginObject()
            json.key("path")
            json.value(fact.path)
            json.key("meaning")
            json.value(fact.meaning)
            json.endObject()
        }
        json.endArray()
        json.key("holdings")
        json.beginArray()
        for holding in self.holdings {
            json.beginObject()
            json.key("limit")
            json.value(holding.key.limit)
            json.key("key")
            json.value(holding.key.key)
            json.key("line")
            json.value(holding.line)
            json.key("cents")
            json.value(holding.cents)
            json.key("state")
            json.value(holding.state.rawValue)
            json.endObject()
        }
        json.endArray()
        json.key("timeline")
        json.beginArray()
        for event in self.timeline { event.write(to: &json) }
        json.endArray()
        json.endObject()
    }
}

extension TimelineEvent {
    fileprivate func write(to json: inout JSONWriter) {
        json.beginObject()
        json.key("time")
        json.value(self.time?.description)
        json.key("kind")
        json.value(self.kind.rawValue)
        json.key("revision")
        json.value(self.revision)
        json.key("task")
        json.value(self.task)
        json.key("text")
        json.value(self.text)
        json.key("details")
        json.beginArray()
        for detail in self.details { json.value(detail) }
        json.endArray()
        json.endObject()
    }
}
