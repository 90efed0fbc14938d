import JSON
import Messages
import Settlement

/// What of a decision must be right: the fields that an acceptance case names.
enum Projection {
    static func json(_ settled: SettledItem) -> [UInt8] {
        var json = JSONWriter()
        switch settled.answer {
        case .rejection(let rejection):
            json.beginObject()
            json.key("rejected")
            self.texts(Set(rejection.errors.map(\.path)).sorted(), &json)
            json.endObject()
        case .decision:
            if let decision = settled.decision { self.write(decision, &json) } else { json.null() }
        }
        return json.finish()
    }

    /// An expectation with its tasks in the order in which a projection has them.
    static func sorted(_ expectation: JSONValue) -> [UInt8] {
        guard let tasks = expectation["tasks"] else { return Array(expectation.source) }
        var json = JSONWriter()
        json.beginObject()
        for (key, value) in expectation.members {
            json.key(key.string)
            if key.equals("tasks") {
                json.beginArray()
                let texts = tasks.elements.map { String(decoding: $0.source, as: UTF8.self).filter { $0 != " " } }
                for text in texts.sorted() { json.raw(utf8: text) }
                json.endArray()
            } else {
                json.value(value)
            }
        }
        json.endObject()
        return json.finish()
    }

    private static func write(_ decision: Decision, _ json: inout JSONWriter) {
        json.beginObject()
        json.key("application")
        json.value(decision.key.application)
        json.key("revision")
        json.value(decision.revision)
        json.key("status")
        json.value(decision.status.rawValue)
        json.key("total")
        json.value(decision.total.description)
        json.key("contractor_reward")
        json.value(decision.contractorReward.description)
        json.key("customer_amount")
        json.value(decision.customerAmount.description)
        self.results(decision.findings, &json)
        json.key("measures")
        json.beginArray()
        for line in decision.lines { self.write(line, &json) }
        json.endArray()
        json.key("tasks")
        json.beginArray()
        let tasks = decision.tasks.map { task in
            "[\"\(task.kind)\",\"\(task.rule)\",\(task.measure.map { "\"\($0)\"" } ?? "null")]"
        }
        for task in tasks.sorted() { json.raw(utf8: task) }
        json.endArray()
        json.key("missing")
        self.texts(decision.missing.sorted(), &json)
        json.endObject()
    }

    private static func write(_ line: LineDecision, _ json: inout JSONWriter) {
        json.beginObject()
        json.key("id")
        json.value(line.id)
        json.key("measure")
        json.value(line.measure)
        json.key("tier")
        json.value(line.tier)
        json.key("status")
        json.value(line.status.rawValue)
        json.key("calculated")
        json.value(line.calculated?.description)
        json.key("awarded")
        json.value(line.awarded.description)
        json.key("contractor_reward")
        json.value(line.contractorReward.description)
        self.results(line.findings, &json)
        json.endObject()
    }

    private static func results(_ findings: [Finding], _ json: inout JSONWriter) {
        for result in [FindingResult.notMet, .unknown, .review] {
            json.key(result.rawValue)
            self.texts(findings.filter { $0.result == result }.map(\.rule).sorted(), &json)
        }
    }

    private static func texts(_ texts: [String], _ json: inout JSONWriter) {
        json.beginArray()
        for text in texts { json.value(text) }
        json.endArray()
    }
}
