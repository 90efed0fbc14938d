internal import Telemetry

/// Prometheus's text format, version 0.0.4.
///
/// Source: "Exposition formats" in Prometheus's documentation.
struct ExpositionWriter {
    private(set) var bytes: [UInt8] = []

    /// Says what a metric is.
    mutating func head(_ metric: Metric) {
        self.line("# HELP \(metric.name) \(Self.escaped(metric.help, quotes: false))")
        self.line("# TYPE \(metric.name) \(metric.kind.rawValue)")
    }

    /// One number.
    mutating func sample(_ name: String, _ labels: String, _ value: Double) {
        self.line(labels.isEmpty ? "\(name) \(Self.number(value))" : "\(name){\(labels)} \(Self.number(value))")
    }

    private mutating func line(_ text: String) {
        self.bytes.append(contentsOf: text.utf8)
        self.bytes.append(UInt8(ascii: "\n"))
    }

    /// Labels with their values, without braces.
    static func labels(_ dimensions: [(String, String)]) -> String {
        dimensions.map { "\($0.0)=\"\(Self.escaped($0.1, quotes: true))\"" }.joined(separator: ",")
    }

    /// A number: whole ones without a point, as other programs write them.
    static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        // Beyond 2^53 not every whole number can be told from the next.
        if value.rounded() == value, value.magnitude < 9e15 { return String(Int64(value)) }
        return "\(value)"
    }

    private static func escaped(_ text: String, quotes: Bool) -> String {
        var escaped = ""
        for character in text.unicodeScalars {
            switch character {
            case "\\": escaped += "\\\\"
            case "\n": escaped += "\\n"
            case "\"" where quotes: escaped += "\\\""
            default: escaped.unicodeScalars.append(character)
            }
        }
        return escaped
    }
}
