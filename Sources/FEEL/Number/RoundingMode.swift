/// How a number is rounded where digits are dropped.
public enum RoundingMode: Sendable, Hashable {
    /// To the nearest; halves away from zero.
    case halfUp
    /// To the nearest; halves towards zero.
    case halfDown
    /// To the nearest; halves to the even neighbour, as IEEE 754-2008 does by default.
    case halfEven
    /// Away from zero.
    case up
    /// Towards zero.
    case down
    /// Towards minus infinity.
    case floor
    /// Towards plus infinity.
    case ceiling

    /// Whether the magnitude goes up by one unit.
    ///
    /// - Parameters:
    ///   - half: How the dropped part compares with half a unit: negative, zero or positive.
    ///   - inexact: Whether anything but zeros is dropped.
    ///   - odd: Whether the last digit kept is odd.
    ///   - negative: Whether the number is below zero.
    func raises(half: Int, inexact: Bool, odd: Bool, negative: Bool) -> Bool {
        switch self {
        case .halfUp: half >= 0
        case .halfDown: half > 0
        case .halfEven: half > 0 || (half == 0 && odd)
        case .up: inexact
        case .down: false
        case .floor: inexact && negative
        case .ceiling: inexact && !negative
        }
    }
}
