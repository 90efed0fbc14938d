extension Duration {
    /// Reads `25s`, `500ms`, `2m`, `1h`, or a bare number of seconds.
    ///
    /// - Parameter text: A whole number and a unit.
    public init?(setting text: String) {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard let number = Int64(digits) else { return nil }
        let seconds: Int64
        switch text.dropFirst(digits.count) {
        case "ms":
            self = .milliseconds(number)
            return
        case "", "s": seconds = 1
        case "m": seconds = 60
        case "h": seconds = 3_600
        default: return nil
        }
        let (product, overflow) = number.multipliedReportingOverflow(by: seconds)
        guard !overflow else { return nil }
        self = .seconds(product)
    }
}
