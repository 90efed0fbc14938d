/// Numbers as a person reads them at a glance.
enum Figures {
    /// A count: `1,234`; `-` if it is not known.
    static func count(_ value: Double?) -> String {
        guard let value, value.isFinite, abs(value) < 1e15 else { return "-" }
        return Self.grouped(Int(value.rounded()))
    }

    /// A count of things: `1 message`, `1,234 messages`.
    static func many(_ value: Double, _ thing: String) -> String {
        let count = Self.count(value)
        return "\(count) \(thing)\(count == "1" ? "" : "s")"
    }

    /// How many a second, with as many digits as matter: `1,234`, `12.3`, `0.2`; `0` for none.
    static func rate(_ value: Double) -> String {
        guard value.isFinite, value >= 0.005 else { return "0" }
        switch value {
        case ..<1: return Self.fixed(value, 2)
        case ..<99.95: return Self.fixed(value, 1)
        default: return Self.count(value)
        }
    }

    /// A span of seconds: `0.4 ms`, `12 ms`, `1.2 s`, `3.4 min`, `2 h`, `3 d`; `-` if it is not known.
    static func span(_ seconds: Double?) -> String {
        guard let seconds, seconds.isFinite else { return "-" }
        switch max(seconds, 0) {
        case 0: return "0 s"
        case ..<0.00995: return "\(Self.fixed(seconds * 1_000, 1)) ms"
        case ..<0.9995: return "\(Self.count(seconds * 1_000)) ms"
        case ..<59.95: return "\(Self.fixed(seconds, 1)) s"
        case ..<3_570: return "\(Self.fixed(seconds / 60, 1)) min"
        case ..<172_800: return "\(Self.count(seconds / 3_600)) h"
        default: return "\(Self.count(seconds / 86_400)) d"
        }
    }

    /// Dollars without cents: `$1,234`; `-` if they are not known.
    static func dollars(_ value: Double?) -> String {
        guard let value else { return "-" }
        return (value < 0 ? "-$" : "$") + Self.count(abs(value))
    }

    /// Bytes: `48 MB`; `-` if they are not known.
    static func bytes(_ value: Double?) -> String {
        guard let value, value.isFinite else { return "-" }
        return value < 1e9 ? "\(Self.count(value / 1e6)) MB" : "\(Self.fixed(value / 1e9, 1)) GB"
    }

    /// A row of bars as high as the numbers are against the largest, one character each.
    static func sparkline(_ values: [Double], width: Int) -> String {
        let bars = Array("▁▂▃▄▅▆▇█")
        let shown = values.suffix(max(width, 0))
        let top = shown.max() ?? 0
        return String(
            shown.map { value in
                guard top > 0, value > 0 else { return bars[0] }
                return bars[min(Int((value / top * Double(bars.count - 1)).rounded()), bars.count - 1)]
            }
        )
    }

    private static func grouped(_ value: Int) -> String {
        var text = ""
        for (place, digit) in String(abs(value)).reversed().enumerated() {
            if place > 0, place % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return (value < 0 ? "-" : "") + String(text.reversed())
    }

    private static func fixed(_ value: Double, _ places: Int) -> String {
        let scale = places == 1 ? 10 : 100
        let number = Int((abs(value) * Double(scale)).rounded())
        let rest = String(number % scale).leadingZeros(to: places)
        return "\(value < 0 ? "-" : "")\(Self.grouped(number / scale)).\(rest)"
    }
}

extension String {
    fileprivate func leadingZeros(to width: Int) -> String {
        String(repeating: "0", count: max(width - self.count, 0)) + self
    }
}
