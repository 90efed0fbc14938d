/// Reads Prometheus's text format, strictly and with bounds: the page comes from somewhere else.
struct MetricsParser {
    /// The largest page, in bytes.
    static let largest = 8 << 20
    /// The most numbers.
    static let samples = 100_000
    /// The most labels of one number.
    static let labels = 32

    private let bytes: [UInt8]
    private var position = 0
    private var line = 1

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func parse() throws(MetricsFault) -> [String: [MetricsPage.Sample]] {
        guard self.bytes.count <= Self.largest else {
            throw MetricsFault(line: 0, problem: "the page is larger than \(Self.largest) bytes")
        }
        var samples: [String: [MetricsPage.Sample]] = [:]
        var count = 0
        while self.position < self.bytes.count {
            self.skipBlanks()
            switch self.next {
            case UInt8(ascii: "#"): self.skipLine()
            case UInt8(ascii: "\n"), nil: break
            default:
                let (name, sample) = try self.sample()
                count += 1
                guard count <= Self.samples else { throw self.fault("more than \(Self.samples) numbers") }
                samples[name, default: []].append(sample)
            }
            guard self.next == nil || self.take(UInt8(ascii: "\n")) else { throw self.fault("more than one number") }
            self.line += 1
        }
        return samples
    }

    private mutating func sample() throws(MetricsFault) -> (String, MetricsPage.Sample) {
        let name = try self.name(allowsColon: true)
        var labels: [String: String] = [:]
        self.skipBlanks()
        if self.take(UInt8(ascii: "{")) { labels = try self.labels() }
        self.skipBlanks()
        let value = try self.number()
        self.skipBlanks()
        // A time may follow, and an example behind a mark; neither matters to who looks at the present.
        if self.next == UInt8(ascii: "#") {
            self.skipLine()
        } else if self.next != nil, self.next != UInt8(ascii: "\n") {
            _ = try self.number()
            self.skipBlanks()
        }
        return (name, MetricsPage.Sample(labels, value))
    }

    private mutating func labels() throws(MetricsFault) -> [String: String] {
        var labels: [String: String] = [:]
        while true {
            self.skipBlanks()
            if self.take(UInt8(ascii: "}")) { return labels }
            let name = try self.name(allowsColon: false)
            self.skipBlanks()
            guard self.take(UInt8(ascii: "=")) else { throw self.fault("a label without a value") }
            self.skipBlanks()
            let value = try self.text()
            guard labels.updateValue(value, forKey: name) == nil else { throw self.fault("the label \(name) twice") }
            guard labels.count <= Self.labels else { throw self.fault("more than \(Self.labels) labels") }
            self.skipBlanks()
            guard self.take(UInt8(ascii: ",")) || self.next == UInt8(ascii: "}") else {
                throw self.fault("labels without a comma between them")
            }
        }
    }

    private mutating func name(allowsColon: Bool) throws(MetricsFault) -> String {
        let start = self.position
        while let byte = self.next {
            let isDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) && self.position > start
            let isLetter =
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) || byte == UInt8(ascii: "_")
            guard isLetter || isDigit || (allowsColon && byte == UInt8(ascii: ":")) else { break }
            self.position += 1
        }
        guard self.position > start else { throw self.fault("no name where one should be") }
        return String(decoding: self.bytes[start..<self.position], as: UTF8.self)
    }

    private mutating func text() throws(MetricsFault) -> String {
        guard self.take(UInt8(ascii: "\"")) else { throw self.fault("a label's value without quotes") }
        var text: [UInt8] = []
        while let byte = self.next, byte != UInt8(ascii: "\n") {
            self.position += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"):
                guard let escaped = self.next else { throw self.fault("a label's value without an end") }
                self.position += 1
                switch escaped {
                case UInt8(ascii: "n"): text.append(UInt8(ascii: "\n"))
                case UInt8(ascii: "\\"), UInt8(ascii: "\""): text.append(escaped)
                default: throw self.fault("an unknown escape in a label's value")
                }
            default: text.append(byte)
            }
        }
        throw self.fault("a label's value without an end")
    }

    private mutating func number() throws(MetricsFault) -> Double {
        let start = self.position
        while let byte = self.next, byte != UInt8(ascii: " "), byte != UInt8(ascii: "\n"), byte != UInt8(ascii: "\t"),
            byte != UInt8(ascii: "\r")
        {
            self.position += 1
        }
        let word = String(decoding: self.bytes[start..<self.position], as: UTF8.self)
        switch word {
        case "+Inf", "Inf": return .infinity
        case "-Inf": return -.infinity
        case "NaN": return .nan
        default:
            // Swift reads more than the format has: hexadecimal, and other spellings of infinity.
            let plain = word.utf8.allSatisfy { (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) }
            guard plain, let value = Double(word) else { throw self.fault("no number where one should be") }
            return value
        }
    }

    private var next: UInt8? { self.position < self.bytes.count ? self.bytes[self.position] : nil }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard self.next == byte else { return false }
        self.position += 1
        return true
    }

    private mutating func skipBlanks() {
        while let byte = self.next, [UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r")].contains(byte) {
            self.position += 1
        }
    }

    private mutating func skipLine() {
        while let byte = self.next, byte != UInt8(ascii: "\n") { self.position += 1 }
    }

    private func fault(_ problem: String) -> MetricsFault { MetricsFault(line: self.line, problem: problem) }
}
