import JSON

/// What a finding says apart from its facts.
///
/// Of most rules it is the same in every application: then it is made, and put into JSON, once for all of them.
public final class FindingText: Sendable, Equatable {
    /// The rule's id.
    public let rule: String
    /// How it ended.
    public let result: FindingResult
    /// A sentence for the applicant.
    public let message: String
    /// The passage that the rule rests on.
    public let cite: String
    /// The finding as JSON up to its facts; `nil` where it is written but once.
    private let json: [UInt8]?

    /// A text of all its parts.
    ///
    /// - Parameter isShared: Whether many findings say it, so that its JSON is worth keeping.
    public init(rule: String, result: FindingResult, message: String, cite: String, isShared: Bool = false) {
        self.rule = rule
        self.result = result
        self.message = message
        self.cite = cite
        var json: [UInt8]?
        if isShared {
            var writer = JSONWriter(capacity: 512)
            Self.write(rule, result, message, cite, to: &writer)
            json = writer.finish()
        }
        self.json = json
    }

    /// Writes the finding up to its facts, whose object it begins.
    func begin(in json: inout JSONWriter) {
        if let known = self.json {
            json.begin(known)
        } else {
            Self.write(self.rule, self.result, self.message, self.cite, to: &json)
        }
    }

    private static func write(
        _ rule: String,
        _ result: FindingResult,
        _ message: String,
        _ cite: String,
        to json: inout JSONWriter
    ) {
        json.beginObject()
        json.key("rule")
        json.value(rule)
        json.key("result")
        json.value(result.rawValue)
        json.key("message")
        json.value(message)
        json.key("cite")
        json.value(cite)
        json.key("facts")
        json.beginObject()
    }

    /// Whether both say the same.
    public static func == (left: FindingText, right: FindingText) -> Bool {
        left === right
            || left.rule == right.rule && left.result == right.result && left.message == right.message
                && left.cite == right.cite
    }
}
