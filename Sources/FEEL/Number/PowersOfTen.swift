/// Powers of ten and digit counts for coefficients of up to 38 digits.
enum PowersOfTen {
    /// 10^0 … 10^38, the largest power that fits in 128 bits.
    static let wide: [UInt128] = {
        var powers: [UInt128] = [1]
        for index in 1...38 { powers.append(powers[index - 1] * 10) }
        return powers
    }()

    /// 10^0 … 10^19, the largest power that fits in 64 bits.
    static let narrow: [UInt64] = {
        var powers: [UInt64] = [1]
        for index in 1...19 { powers.append(powers[index - 1] * 10) }
        return powers
    }()

    /// How many decimal digits a coefficient has; 1 for zero.
    static func digits(_ value: UInt128) -> Int {
        if value < 10 { return 1 }
        // 1233 / 4096 is a little less than log10(2), so the estimate is right or one too small.
        let bits = 128 - value.leadingZeroBitCount
        let estimate = (bits * 1233) >> 12
        return value >= self.wide[estimate] ? estimate + 1 : estimate
    }

    /// How many decimal digits a 64-bit coefficient has; 1 for zero.
    static func digits(_ value: UInt64) -> Int {
        if value < 10 { return 1 }
        let bits = 64 - value.leadingZeroBitCount
        let estimate = (bits * 1233) >> 12
        return value >= self.narrow[estimate] ? estimate + 1 : estimate
    }
}
