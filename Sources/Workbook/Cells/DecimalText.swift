/// A decimal number by its digits, read from text and never put through a binary float without need.
struct DecimalText {
    var isNegative: Bool
    /// Significant digits, 0 to 9, without zeros at either end; none for zero.
    var digits: [UInt8]
    /// How many digits stand before the point: 0.5 has 0, 0.05 has -1, 50 has 2.
    var point: Int

    /// Longer texts and larger exponents are no numbers that a cell can hold.
    private static let mostCharacters = 400
    private static let mostExponent = 9999

    /// Reads `-12.50`, `1E-2` and the like; `nil` for anything else.
    init?(_ text: some StringProtocol) {
        var rest = Array(text.utf8)[...]
        guard rest.count <= Self.mostCharacters else { return nil }
        self.isNegative = rest.first == UInt8(ascii: "-")
        if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
        func takeDigits() -> [UInt8] {
            let taken = rest.prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
            rest.removeFirst(taken.count)
            return taken.map { $0 - UInt8(ascii: "0") }
        }
        let whole = takeDigits()
        var fraction: [UInt8] = []
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            fraction = takeDigits()
        }
        guard !(whole.isEmpty && fraction.isEmpty) else { return nil }
        var exponent = 0
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            rest.removeFirst()
            let isBelow = rest.first == UInt8(ascii: "-")
            if isBelow || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
            let power = takeDigits()
            guard !power.isEmpty, power.count <= 4 else { return nil }
            let size = power.reduce(0) { $0 * 10 + Int($1) }
            exponent = isBelow ? -size : size
        }
        guard rest.isEmpty else { return nil }
        self.digits = whole + fraction
        self.point = whole.count + exponent
        self.strip()
    }

    private mutating func strip() {
        let leading = self.digits.prefix { $0 == 0 }.count
        self.digits.removeFirst(leading)
        self.point -= leading
        while self.digits.last == 0 { self.digits.removeLast() }
        if self.digits.isEmpty {
            self.point = 0
            self.isNegative = false
        }
    }

    /// The number rounded half up to `count` significant digits.
    func rounded(to count: Int) -> DecimalText {
        guard self.digits.count > count else { return self }
        var copy = self
        let roundsUp = self.digits[count] >= 5
        copy.digits = Array(self.digits.prefix(count))
        if roundsUp {
            while copy.digits.last == 9 { copy.digits.removeLast() }
            if let last = copy.digits.popLast() {
                copy.digits.append(last + 1)
            } else {
                copy.digits = [1]
                copy.point += 1
            }
        }
        copy.strip()
        return copy
    }

    /// The whole part of a count of days, and the rest in seconds, rounded; `nil` past any calendar.
    var daysAndSeconds: (days: Int, seconds: Int)? {
        guard self.point <= 7 else { return nil }
        let wholeCount = max(0, self.point)
        let padded = self.digits + Array(repeating: 0, count: max(0, wholeCount - self.digits.count))
        let days = padded.prefix(wholeCount).reduce(0) { $0 * 10 + Int($1) }
        let fraction = Array(repeating: 0, count: min(9, max(0, -self.point))) + padded.dropFirst(wholeCount)
        let billionths = (fraction + Array(repeating: 0, count: 9)).prefix(9).reduce(0) { $0 * 10 + Int($1) }
        return (days, (billionths * 86_400 + 500_000_000) / 1_000_000_000)
    }

    /// Plain digits as JSON writes numbers; with an exponent only where plain digits would be many.
    var text: String {
        if self.digits.isEmpty { return "0" }
        let shown = String(decoding: self.digits.map { $0 + UInt8(ascii: "0") }, as: UTF8.self)
        let sign = self.isNegative ? "-" : ""
        guard (-20...40).contains(self.point) else { return "\(sign)\(shown)e\(self.point - self.digits.count)" }
        if self.point <= 0 { return sign + "0." + String(repeating: "0", count: -self.point) + shown }
        if self.point >= self.digits.count {
            return sign + shown + String(repeating: "0", count: self.point - self.digits.count)
        }
        return sign + shown.prefix(self.point) + "." + shown.dropFirst(self.point)
    }
}
