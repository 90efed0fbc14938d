/// What a worker counts and measures, as Prometheus's text format has it.
///
/// Source: Prometheus, "Exposition formats", text version 0.0.4.
public struct MetricsPage: Sendable, Equatable {
    /// One number.
    public struct Sample: Sendable, Equatable {
        /// What it is told apart by.
        public let labels: [String: String]
        /// The number.
        public let value: Double

        /// A sample of both parts.
        public init(_ labels: [String: String], _ value: Double) {
            self.labels = labels
            self.value = value
        }
    }

    /// The numbers, by the metric's name, in the order of the page.
    public let samples: [String: [Sample]]

    /// A page of these samples.
    public init(samples: [String: [Sample]] = [:]) {
        self.samples = samples
    }

    /// Reads a page.
    ///
    /// - Throws: ``MetricsFault`` with the line that is wrong; nothing is taken from such a page.
    public init(parsing bytes: [UInt8]) throws(MetricsFault) {
        var parser = MetricsParser(bytes)
        self.samples = try parser.parse()
    }

    /// All numbers of a metric.
    public subscript(_ name: String) -> [Sample] { self.samples[name] ?? [] }

    /// The sum of a metric's numbers that have these labels; `nil` if there is none, or none that is known (`NaN`).
    public func sum(_ name: String, where labels: [String: String] = [:]) -> Double? {
        let chosen = self[name]
            .filter { sample in
                sample.value.isFinite && labels.allSatisfy { sample.labels[$0.key] == $0.value }
            }
        return chosen.isEmpty ? nil : chosen.reduce(0) { $0 + $1.value }
    }

    /// The values that a label has in a metric, each once, sorted.
    public func values(of label: String, in name: String) -> [String] {
        Set(self[name].compactMap { $0.labels[label] }).sorted()
    }
}

/// A page of metrics that can't be read.
public struct MetricsFault: Error, Sendable, Equatable, CustomStringConvertible {
    /// The line, from 1; 0 for the page as a whole.
    public let line: Int
    /// What is wrong.
    public let problem: String

    /// In one line.
    public var description: String { self.line > 0 ? "line \(self.line): \(self.problem)" : self.problem }
}
