/// A whole number of any size, for the functions whose intermediate results need more than 38 digits.
struct BigUInt: Equatable {
    /// 32-bit digits, the lowest first; no zeros at the end.
    private(set) var limbs: [UInt32]

    private init(limbs: [UInt32]) {
        self.limbs = limbs
        while self.limbs.last == 0 { self.limbs.removeLast() }
    }

    init(_ value: UInt128) {
        self.init(limbs: (0..<4).map { UInt32(truncatingIfNeeded: value >> UInt128($0 * 32)) })
    }

    init(_ value: Int) { self.init(UInt128(value.magnitude)) }

    var isZero: Bool { self.limbs.isEmpty }

    var isOdd: Bool { (self.limbs.first ?? 0) & 1 == 1 }

    /// The value if it fits in 128 bits.
    var asUInt128: UInt128? {
        guard self.limbs.count <= 4 else { return nil }
        return self.limbs.reversed().reduce(UInt128(0)) { $0 << 32 | UInt128($1) }
    }

    var bitWidth: Int {
        guard let top = self.limbs.last else { return 0 }
        return self.limbs.count * 32 - top.leadingZeroBitCount
    }

    /// The number of decimal digits, or one more.
    var digitEstimate: Int { self.bitWidth * 1234 / 4096 + 1 }

    /// 10^power.
    static func powerOfTen(_ power: Int) -> BigUInt {
        var result = BigUInt(1)
        var rest = power
        while rest > 0 {
            let step = min(rest, 38)
            result = result * BigUInt(PowersOfTen.wide[step])
            rest -= step
        }
        return result
    }

    static func < (lhs: BigUInt, rhs: BigUInt) -> Bool {
        if lhs.limbs.count != rhs.limbs.count { return lhs.limbs.count < rhs.limbs.count }
        for index in lhs.limbs.indices.reversed() where lhs.limbs[index] != rhs.limbs[index] {
            return lhs.limbs[index] < rhs.limbs[index]
        }
        return false
    }

    static func + (lhs: BigUInt, rhs: BigUInt) -> BigUInt {
        var sum: [UInt32] = []
        var carry: UInt64 = 0
        for index in 0..<max(lhs.limbs.count, rhs.limbs.count) {
            let left = index < lhs.limbs.count ? UInt64(lhs.limbs[index]) : 0
            let right = index < rhs.limbs.count ? UInt64(rhs.limbs[index]) : 0
            carry += left + right
            sum.append(UInt32(truncatingIfNeeded: carry))
            carry >>= 32
        }
        sum.append(UInt32(carry))
        return BigUInt(limbs: sum)
    }

    /// The difference; the right side must not be larger.
    static func - (lhs: BigUInt, rhs: BigUInt) -> BigUInt {
        var difference: [UInt32] = []
        var borrow: Int64 = 0
        for index in lhs.limbs.indices {
            let right = index < rhs.limbs.count ? Int64(rhs.limbs[index]) : 0
            let part = Int64(lhs.limbs[index]) - right + borrow
            difference.append(UInt32(truncatingIfNeeded: part))
            borrow = part < 0 ? -1 : 0
        }
        return BigUInt(limbs: difference)
    }

    static func * (lhs: BigUInt, rhs: BigUInt) -> BigUInt {
        var product = [UInt32](repeating: 0, count: lhs.limbs.count + rhs.limbs.count)
        for row in lhs.limbs.indices {
            var carry: UInt64 = 0
            for column in rhs.limbs.indices {
                carry += UInt64(lhs.limbs[row]) * UInt64(rhs.limbs[column]) + UInt64(product[row + column])
                product[row + column] = UInt32(truncatingIfNeeded: carry)
                carry >>= 32
            }
            product[row + rhs.limbs.count] = UInt32(carry)
        }
        return BigUInt(limbs: product)
    }

    /// Divides by a small number.
    func divided(by divisor: UInt32) -> BigUInt {
        var quotient = self.limbs
        var rest: UInt64 = 0
        for index in quotient.indices.reversed() {
            let part = rest << 32 | UInt64(quotient[index])
            quotient[index] = UInt32(part / UInt64(divisor))
            rest = part % UInt64(divisor)
        }
        return BigUInt(limbs: quotient)
    }

    private func shifted(left bits: Int) -> BigUInt {
        guard bits > 0 else { return self }
        var shifted: [UInt32] = []
        var carry: UInt32 = 0
        for limb in self.limbs {
            shifted.append(limb << UInt32(bits) | carry)
            carry = limb >> UInt32(32 - bits)
        }
        shifted.append(carry)
        return BigUInt(limbs: shifted)
    }

    /// Divides by any number other than zero (Knuth's algorithm D).
    func quotientAndRemainder(dividingBy divisor: BigUInt) -> (quotient: BigUInt, hasRemainder: Bool) {
        guard let top = divisor.limbs.last else { return (BigUInt(0), false) }
        if divisor.limbs.count == 1 {
            let quotient = self.divided(by: top)
            return (quotient, quotient * divisor != self)
        }
        if self < divisor { return (BigUInt(0), !self.isZero) }
        let shift = top.leadingZeroBitCount
        let lower = divisor.shifted(left: shift).limbs
        var rest = self.shifted(left: shift).limbs
        let size = lower.count
        while rest.count <= self.limbs.count { rest.append(0) }
        var quotient = [UInt32](repeating: 0, count: rest.count - size)
        let leading = UInt64(lower[size - 1])
        for place in quotient.indices.reversed() {
            let head = UInt64(rest[place + size]) << 32 | UInt64(rest[place + size - 1])
            var guess = head / leading
            var over = head % leading
            while guess >> 32 != 0 || guess * UInt64(lower[size - 2]) > over << 32 | UInt64(rest[place + size - 2]) {
                guess -= 1
                over += leading
                if over >> 32 != 0 { break }
            }
            if Self.subtract(lower, times: guess, from: &rest, at: place) {
                guess -= 1
                Self.add(lower, to: &rest, at: place)
            }
            quotient[place] = UInt32(truncatingIfNeeded: guess)
        }
        return (BigUInt(limbs: quotient), rest.contains { $0 != 0 })
    }

    /// Subtracts a multiple in place; `true` if that went below zero.
    private static func subtract(_ lower: [UInt32], times factor: UInt64, from rest: inout [UInt32], at place: Int)
        -> Bool
    {
        var carry: UInt64 = 0
        var borrow: Int64 = 0
        for index in lower.indices {
            carry += factor * UInt64(lower[index])
            let part = Int64(rest[place + index]) - Int64(carry & 0xFFFF_FFFF) + borrow
            rest[place + index] = UInt32(truncatingIfNeeded: part)
            borrow = part < 0 ? -1 : 0
            carry >>= 32
        }
        let part = Int64(rest[place + lower.count]) - Int64(carry) + borrow
        rest[place + lower.count] = UInt32(truncatingIfNeeded: part)
        return part < 0
    }

    private static func add(_ lower: [UInt32], to rest: inout [UInt32], at place: Int) {
        var carry: UInt64 = 0
        for index in lower.indices {
            carry += UInt64(rest[place + index]) + UInt64(lower[index])
            rest[place + index] = UInt32(truncatingIfNeeded: carry)
            carry >>= 32
        }
        rest[place + lower.count] = rest[place + lower.count] &+ UInt32(truncatingIfNeeded: carry)
    }

    /// The whole square root, and whether it is exact.
    func squareRoot() -> (root: BigUInt, isExact: Bool) {
        if self.isZero { return (self, true) }
        // Newton's method from above; one more bit than half of them is enough to start with.
        var guess = BigUInt(1)
        for _ in 0..<(self.bitWidth / 2 + 1) { guess = guess + guess }
        while true {
            let next = (guess + self.quotientAndRemainder(dividingBy: guess).quotient).divided(by: 2)
            guard next < guess else { break }
            guess = next
        }
        return (guess, guess * guess == self)
    }
}
