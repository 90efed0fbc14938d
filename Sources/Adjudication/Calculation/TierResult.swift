import FEEL
import Rulebook

/// The tier that a unit or a line reaches.
enum TierResult {
    /// This one, the best.
    case reached(TierLadder.Tier)
    /// None.
    case none
    /// A better one may yet be reached: it turns on these facts.
    case open([FactID])
}

extension Evaluation {
    /// The best tier whose condition holds for what the frame holds.
    ///
    /// A tier that is unknown, and that no known fact rules out, keeps every lesser one from being taken.
    mutating func tier(_ ladder: TierLadder) -> TierResult {
        var open: [FactID] = []
        for tier in ladder.tiers {
            switch self.truth(tier.condition) {
            case .yes: return open.isEmpty ? .reached(tier) : .open(open)
            case .no: continue
            case .unknown(let missing): open = open.merged(missing)
            }
        }
        return open.isEmpty ? .none : .open(open)
    }
}
