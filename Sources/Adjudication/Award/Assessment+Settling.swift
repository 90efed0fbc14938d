public import Messages
import Rulebook

extension Assessment {
    /// A balance that settling reads.
    public struct BalanceName: Sendable, Hashable {
        /// The limit's id.
        public let limit: String
        /// Whose limit it is.
        public let key: String

        /// Names the balance of `limit` for `key`.
        public init(limit: String, key: String) {
            self.limit = limit
            self.key = key
        }
    }

    /// The balances that ``settle(budget:decidedAt:used:)`` will read; none where nothing can be awarded.
    public var balances: [BalanceName] {
        guard self.awardsMoney else { return [] }
        let limits = self.lines.filter(\.awardsMoney).flatMap(\.limits).filter { $0.limit.scope != .line }
        return limits.map { BalanceName(limit: $0.limit.id, key: $0.key) }
            + [BalanceName(limit: self.budget.id, key: self.application.key.program)]
    }

    private var budget: Budget { self.application.rulebook.budget }

    private var awardsMoney: Bool {
        switch self.status {
        case .approved, .partiallyApproved, .inReview: true
        case .denied, .incomplete, .waitlisted, .withdrawn: false
        }
    }

    /// Settles limits and budget and makes the decision.
    ///
    /// Limits are applied to lines in their order; what one leaves is awarded, and every award counts in every limit
    /// whose scope it falls into. A budget covers the application whole or not at all.
    ///
    /// - Parameters:
    ///   - budget: The program's budget; `nil` where the operator has set none.
    ///   - decidedAt: The time of the decision, RFC 3339.
    ///   - used: What is reserved or awarded under a limit and key by all other applications.
    public func settle(budget: Cents?, decidedAt: String, used: (BalanceName) -> Cents) -> Settled {
        var status = self.status
        var lines: [LineDecision] = []
        var awards: [Award] = []
        if self.awardsMoney {
            (lines, awards) = withoutActuallyEscaping(used) { self.award($0) }
            let name = BalanceName(limit: self.budget.id, key: self.application.key.program)
            let total = lines.reduce(Cents.zero) { $0 + $1.awarded }
            let spent = used(name)
            if let budget, total > budget - spent {
                lines = self.waitlisted(lines, budget: budget, spent: spent)
                awards = []
                if status != .inReview { status = .waitlisted }
            } else {
                self.count(&lines, &awards, under: name, budget: budget, spent: spent)
            }
        } else {
            lines = self.lines.map { self.decision($0, awarded: .zero, limits: []) }
        }
        let tasks = status == .inReview ? self.openTasks : []
        let decision = Decision(
            key: self.application.key,
            revision: self.application.revision,
            edition: self.application.rulebook.edition,
            digest: self.application.rulebook.digest,
            status: status,
            lines: lines,
            findings: self.findings.map(\.finding),
            missing: self.missing,
            tasks: tasks.map(\.reference),
            decidedAt: decidedAt
        )
        return Settled(
            decision: decision,
            awards: awards.contains { $0.amount <= .zero } ? awards.filter { $0.amount > .zero } : awards,
            isReserved: status == .inReview,
            tasks: tasks
        )
    }

    private func award(_ used: @escaping (BalanceName) -> Cents) -> ([LineDecision], [Award]) {
        var tally = Tally(used: used)
        var awards: [Award] = []
        var lines: [LineDecision] = []
        lines.reserveCapacity(self.lines.count)
        for line in self.lines {
            guard line.awardsMoney else {
                lines.append(self.decision(line, awarded: .zero, limits: []))
                continue
            }
            var amount = line.calculated ?? .zero
            var uses: [LimitUse] = []
            // One more is for the budget.
            uses.reserveCapacity(line.limits.count + 1)
            for limit in line.limits {
                let before = limit.limit.scope == .line ? .zero : tally.counted(under: limit)
                let left = limit.maximum.map { max(.zero, $0 - before) } ?? amount
                let cut = max(.zero, amount - left)
                amount = amount - cut
                uses.append(
                    LimitUse(
                        limit: limit.limit.id,
                        scope: limit.limit.scope.rawValue,
                        key: limit.key,
                        maximum: limit.maximum,
                        usedBefore: before,
                        reducedBy: cut
                    )
                )
            }
            for limit in line.limits where limit.limit.scope != .line {
                tally.count(amount, under: limit)
                awards.append(
                    Award(
                        limit: limit.limit.id,
                        scope: limit.limit.scope.rawValue,
                        key: limit.key,
                        line: line.id,
                        amount: amount
                    )
                )
            }
            lines.append(self.decision(line, awarded: amount, limits: uses))
        }
        return (lines, awards)
    }

    /// What counts in the limits that lines share: what was used before, asked for once, and what lines were awarded.
    ///
    /// A limit of whatever scope but the line's has one key in an application, so the limit alone tells the balance;
    /// limits are few, and looked through faster than hashed.
    private struct Tally {
        let used: (BalanceName) -> Cents
        private var counted: [(limit: Limit, amount: Cents)] = []

        init(used: @escaping (BalanceName) -> Cents) {
            self.used = used
        }

        private mutating func place(of limit: LimitAtHand) -> Int {
            if let place = self.counted.firstIndex(where: { $0.limit === limit.limit }) { return place }
            self.counted.append((limit.limit, self.used(BalanceName(limit: limit.limit.id, key: limit.key))))
            return self.counted.count - 1
        }

        mutating func counted(under limit: LimitAtHand) -> Cents {
            self.counted[self.place(of: limit)].amount
        }

        mutating func count(_ amount: Cents, under limit: LimitAtHand) {
            self.counted[self.place(of: limit)].amount += amount
        }
    }

    /// Counts every award under the budget as well, set or not: an operator may set it later.
    private func count(
        _ lines: inout [LineDecision],
        _ awards: inout [Award],
        under name: BalanceName,
        budget: Cents?,
        spent: Cents
    ) {
        var spent = spent
        for index in lines.indices where self.lines[index].awardsMoney {
            let amount = lines[index].awarded
            let scope = LimitScope.program.rawValue
            awards.append(
                Award(limit: name.limit, scope: scope, key: name.key, line: lines[index].id, amount: amount)
            )
            if let budget {
                lines[index].limits
                    .append(
                        LimitUse(
                            limit: name.limit,
                            scope: scope,
                            key: name.key,
                            maximum: budget,
                            usedBefore: spent,
                            reducedBy: .zero
                        )
                    )
            }
            spent += amount
        }
    }

    /// The lines of an application that the budget does not cover: nothing is awarded, and the budget says why.
    private func waitlisted(_ lines: [LineDecision], budget: Cents, spent: Cents) -> [LineDecision] {
        lines.indices.map { index in
            var line = lines[index]
            guard self.lines[index].awardsMoney else { return line }
            line.limits.append(
                LimitUse(
                    limit: self.budget.id,
                    scope: LimitScope.program.rawValue,
                    key: self.application.key.program,
                    maximum: budget,
                    usedBefore: spent,
                    reducedBy: line.awarded
                )
            )
            line.awarded = .zero
            line.contractorReward = .zero
            return line
        }
    }

    private func decision(_ line: Line, awarded: Cents, limits: [LimitUse]) -> LineDecision {
        LineDecision(
            id: line.id,
            measure: line.measure.id,
            tier: line.tier,
            status: line.status,
            calculated: line.calculated,
            awarded: awarded,
            contractorReward: min(line.reward, awarded),
            limits: limits,
            findings: line.findings.map(\.finding)
        )
    }

    /// The tasks of lines in review and of the application's own review rules.
    private var openTasks: [ReviewTask] {
        let lines = self.lines.filter { $0.status == .inReview }.flatMap(\.findings)
        return (self.findings + lines).filter { $0.result == .review }.compactMap(\.task?.task)
    }
}

extension Assessment.Line {
    /// Whether the line itself may be awarded something.
    var awardsMoney: Bool { self.status == .approved || self.status == .inReview }
}
