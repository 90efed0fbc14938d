/// Why health and metrics can't be served.
public struct HealthSiteFault: Error, CustomStringConvertible {
    /// The address.
    public let place: String
    /// What the system says.
    public let problem: String

    /// What is wrong and what would do.
    public var description: String {
        "health and metrics can't be served at \(self.place): \(self.problem); name another address by --http, or off"
    }
}
