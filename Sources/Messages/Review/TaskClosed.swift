public import JSON

/// Tells reviewers that a task needs no answer any more.
public struct TaskClosed: Sendable, Equatable {
    /// Why.
    public enum Reason: String, Sendable, CaseIterable {
        /// It was answered.
        case completed
        /// A higher revision replaced the application.
        case superseded
        /// The portal took the application back.
        case withdrawn
    }

    /// The task's id.
    public let task: String
    /// The application.
    public let key: ApplicationKey
    /// Why it was closed.
    public let reason: Reason

    /// Says that `task` of `key` was closed for `reason`.
    public init(task: String, key: ApplicationKey, reason: Reason) {
        self.task = task
        self.key = key
        self.reason = reason
    }

    /// Writes `{task, application, reason}`.
    public func write(to json: inout JSONWriter) {
        json.beginObject()
        json.key("task")
        json.value(self.task)
        json.key("application")
        json.value(self.key.application)
        json.key("reason")
        json.value(self.reason.rawValue)
        json.endObject()
    }
}
