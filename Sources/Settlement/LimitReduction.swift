public import Messages

/// What a limit or the budget took off a line.
public struct LimitReduction: Sendable, Equatable {
    /// The limit's id.
    public let limit: String
    /// How much it took off.
    public let amount: Cents
}

extension Decision {
    /// What limits and the budget took off.
    var reductions: [LimitReduction] {
        self.lines.flatMap { line in
            line.limits.compactMap { use in
                use.reducedBy > .zero ? LimitReduction(limit: use.limit, amount: use.reducedBy) : nil
            }
        }
    }
}
