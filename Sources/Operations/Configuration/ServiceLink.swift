/// Variables that Kubernetes puts into the environment of every container for a service of the same namespace.
///
/// A service that is called `rebated` or `rebated-console` makes some that look like settings, such as
/// `REBATED_PORT=tcp://10.0.0.1:8025`.
///
/// Source: Kubernetes' documentation, "Service", section "Environment variables".
enum ServiceLink {
    /// Whether the variable is one of these.
    static func isOne(_ name: String, value: String) -> Bool {
        if name.hasSuffix("_SERVICE_HOST") || name.contains("_SERVICE_PORT") { return true }
        let isAddress = ["tcp://", "udp://", "sctp://"].contains { value.hasPrefix($0) }
        if name.hasSuffix("_PORT"), isAddress { return true }
        let words = name.split(separator: "_")
        guard let place = words.lastIndex(of: "PORT"), words.indices.contains(place + 2) else { return false }
        return UInt16(words[place + 1]) != nil && ["TCP", "UDP", "SCTP"].contains(words[place + 2])
    }
}
