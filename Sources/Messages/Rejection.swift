public import JSON

/// The answer to a message that could not be taken: every problem with its path.
public struct Rejection: Sendable, Equatable {
    /// The application's id, where it could be read.
    public let application: String?
    /// All that is wrong.
    public let errors: [Problem]

    /// A rejection of `application` for `errors`.
    ///
    /// What is longer than an id can be is none, and is not told back.
    public init(application: String?, errors: [Problem]) {
        self.application = application.flatMap { $0.utf8.count <= 255 ? $0 : nil }
        self.errors = errors
    }

    /// The same with one more problem, unless its path has one already.
    public func adding(_ problem: Problem?) -> Rejection {
        guard let problem, !self.errors.contains(where: { $0.path == problem.path }) else { return self }
        return Rejection(application: self.application, errors: self.errors + [problem])
    }

    /// Writes `{application?, errors: [{path, problem}]}`.
    public func write(to json: inout JSONWriter) {
        json.beginObject()
        if let application {
            json.key("application")
            json.value(application)
        }
        json.key("errors")
        json.beginArray()
        for error in self.errors {
            json.beginObject()
            json.key("path")
            json.value(error.path)
            json.key("problem")
            json.value(error.problem)
            json.endObject()
        }
        json.endArray()
        json.endObject()
    }
}
