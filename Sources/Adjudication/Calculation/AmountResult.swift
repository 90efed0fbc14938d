import FEEL
import Messages
import Rulebook

/// A line's amount before limits, and what stands in the way of it.
struct AmountResult {
    /// Dollars, unrounded; `nil` where it can't be computed.
    var dollars: Number?
    /// `nil` where there is none or it is not known; `mixed` where units differ.
    var tier: String?
    /// Whether a unit or the line reaches no tier.
    var reachesNoTier = false
    /// The unknown facts that it turns on.
    var missing: [FactID] = []

    /// Rounded half up to the cent; `nil` also where it is more money than a ledger holds.
    var cents: Cents? {
        guard let dollars, let cents = dollars.rounded(scale: 2, .halfUp).scaled(by: 2) else { return nil }
        return cents <= Cents.largest.count ? Cents(max(0, cents)) : nil
    }
}

extension Evaluation {
    /// The amount of the line whose facts the frame holds.
    mutating func amount(_ measure: Measure, set: Cents?) -> AmountResult {
        var result = AmountResult()
        if let ladder = measure.ladder { self.climb(ladder, measure.amount, &result) }
        switch measure.amount {
        case .setByReviewer:
            result.dollars = set.map { Number(unscaled: $0.count, scale: 2) }
        case .formula(let formula):
            self.frame[Slots.tier] = result.tier.map { .text($0) } ?? self.frame[Slots.tier]
            self.add(formula, to: &result)
        case .byTier:
            break
        }
        if measure.amountNeedsUnits, case .unknown(let units) = self.frame[Slots.units] {
            result.missing = result.missing.merged(units.ids.map(FactID.init(rawValue:)))
        }
        if !result.missing.isEmpty || result.reachesNoTier { result.dollars = nil }
        return result
    }

    private mutating func climb(_ ladder: TierLadder, _ amount: Amount, _ result: inout AmountResult) {
        guard ladder.perUnit else {
            self.take(self.tier(ladder), ladder, &result)
            return
        }
        guard case .list(let units) = self.frame[Slots.units] else {
            result.missing = self.frame[Slots.units].unknown?.ids.map(FactID.init(rawValue:)) ?? []
            return
        }
        var names: [String?] = []
        for unit in units {
            self.frame[Slots.unit] = unit
            result.tier = nil
            self.take(self.tier(ladder), ladder, &result)
            names.append(result.tier)
        }
        result.tier = names.contains(nil) ? nil : Set(names).count == 1 ? names[0] : "mixed"
    }

    private mutating func take(_ tier: TierResult, _ ladder: TierLadder, _ result: inout AmountResult) {
        switch tier {
        case .reached(let tier):
            result.tier = tier.name
            if let amount = tier.amount { self.add(amount, to: &result) }
        case .none:
            result.reachesNoTier = true
        case .open(let missing):
            result.missing = result.missing.merged(missing)
            for case .some(let amount) in ladder.tiers.map(\.amount) {
                if case .unknown(let set) = amount.evaluate(&self.frame) {
                    result.missing = result.missing.merged(set.ids.map(FactID.init(rawValue:)))
                }
            }
        }
    }

    private mutating func add(_ formula: CompiledExpression, to result: inout AmountResult) {
        switch formula.evaluate(&self.frame) {
        case .number(let number): result.dollars = (result.dollars ?? Number(0)) + number
        case .unknown(let set): result.missing = result.missing.merged(set.ids.map(FactID.init(rawValue:)))
        default: break
        }
    }
}
