/// One metric as it is declared: what it is called, counts and means.
///
/// Declarations are the only place where names of metrics and of their labels are written; ``Metric/all`` lists them.
public struct Metric: Sendable, Hashable {
    /// What kind of numbers it gives.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Only grows, until the process ends.
        case counter
        /// Goes up and down.
        case gauge
        /// Counts observations by size: `_bucket`, `_sum` and `_count`.
        case histogram
    }

    /// The name, as Prometheus knows it.
    public let name: String
    /// What kind of numbers it gives.
    public let kind: Kind
    /// The names of its labels, in order.
    public let labels: [String]
    /// What it counts, in a sentence.
    public let help: String
    /// What to look for in it.
    public let advice: String
    /// The metric of OpenTelemetry's conventions for messaging that means the same or nearly so.
    public let counterpart: String?
    /// Upper bounds of a histogram's buckets, growing, in the unit of its name; empty for other kinds.
    public let buckets: [Double]

    /// The unit that the name ends in; `nil` for a number of things.
    public var unit: String? {
        let stem = self.name.hasSuffix("_total") ? self.name.dropLast("_total".count) : self.name[...]
        return ["seconds", "bytes", "dollars"].first { stem.hasSuffix("_" + $0) }
    }

    private init(
        _ name: String,
        _ kind: Kind,
        _ labels: [String],
        _ help: String,
        _ advice: String,
        like counterpart: String?,
        buckets: [Double] = []
    ) {
        self.name = name
        self.kind = kind
        self.labels = labels
        self.help = help
        self.advice = advice
        self.counterpart = counterpart
        self.buckets = buckets
    }

    static func counter(
        _ name: String,
        by labels: [String] = [],
        _ help: String,
        look advice: String,
        like counterpart: String? = nil
    ) -> Metric {
        Metric(name, .counter, labels, help, advice, like: counterpart)
    }

    static func gauge(
        _ name: String,
        by labels: [String] = [],
        _ help: String,
        look advice: String,
        like counterpart: String? = nil
    ) -> Metric {
        Metric(name, .gauge, labels, help, advice, like: counterpart)
    }

    static func histogram(
        _ name: String,
        by labels: [String] = [],
        _ buckets: [Double],
        _ help: String,
        look advice: String,
        like counterpart: String? = nil
    ) -> Metric {
        Metric(name, .histogram, labels, help, advice, like: counterpart, buckets: buckets)
    }
}
