import JSON

/// What a limit left of a line's amount.
public struct LimitUse: Sendable, Equatable {
    /// The limit's id.
    public let limit: String
    /// Over what it adds up: `line`, `customer`, `home`, `dwelling_unit`, `program`.
    public let scope: String
    /// Whose limit it is.
    public let key: String
    /// The maximum for this application; `nil`: awards count, but nothing is cut.
    public let maximum: Cents?
    /// What was reserved or awarded under it before this line.
    public let usedBefore: Cents
    /// How much of the line's amount it took.
    public let reducedBy: Cents

    /// A use of all its parts.
    public init(limit: String, scope: String, key: String, maximum: Cents?, usedBefore: Cents, reducedBy: Cents) {
        self.limit = limit
        self.scope = scope
        self.key = key
        self.maximum = maximum
        self.usedBefore = usedBefore
        self.reducedBy = reducedBy
    }

    func write(to json: inout JSONWriter) {
        json.beginObject()
        json.key("limit")
        json.value(self.limit)
        json.key("scope")
        json.value(self.scope)
        json.key("key")
        json.value(self.key)
        json.key("maximum")
        json.value(self.maximum)
        json.key("used_before")
        json.value(self.usedBefore)
        json.key("reduced_by")
        json.value(self.reducedBy)
        json.endObject()
    }
}
