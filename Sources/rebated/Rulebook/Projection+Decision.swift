internal import JSON
internal import Messages
internal import Rulebook
internal import Settlement

extension Projection {
    /// What of an answer cases look at.
    init(_ answer: SettledItem.Answer) throws(JSONError) {
        switch answer {
        case .rejection(let rejection):
            self = .map(["rejected": .texts(Set(rejection.errors.map(\.path)).sorted())])
        case .decision(let json):
            self = Decision(try JSONDocument(parsing: json).root).map(Projection.init) ?? .null
        }
    }

    private init(_ decision: Decision) {
        var fields: [String: Projection] = [
            "application": .scalar(decision.key.application),
            "revision": .scalar("\(decision.revision)"),
            "status": .scalar(decision.status.rawValue),
            "total": .scalar(decision.total.description),
            "contractor_reward": .scalar(decision.contractorReward.description),
            "customer_amount": .scalar(decision.customerAmount.description),
            "measures": .list(decision.lines.map(Projection.init)),
            "missing": .texts(decision.missing.sorted()),
        ]
        let tasks = decision.tasks.map { [$0.kind, $0.rule, $0.measure ?? ""] }
            .sorted { $0.lexicographicallyPrecedes($1) }
        fields["tasks"] = .list(
            tasks.map { .list([.scalar($0[0]), .scalar($0[1]), $0[2].isEmpty ? .null : .scalar($0[2])]) }
        )
        self = .map(fields.merging(Self.results(decision.findings)) { first, _ in first })
    }

    private init(_ line: LineDecision) {
        let fields: [String: Projection] = [
            "id": .scalar(line.id),
            "measure": .scalar(line.measure),
            "tier": line.tier.map { .scalar($0) } ?? .null,
            "status": .scalar(line.status.rawValue),
            "calculated": line.calculated.map { .scalar($0.description) } ?? .null,
            "awarded": .scalar(line.awarded.description),
            "contractor_reward": .scalar(line.contractorReward.description),
        ]
        self = .map(fields.merging(Self.results(line.findings)) { first, _ in first })
    }

    /// The rules by result; those that are met are not looked at.
    private static func results(_ findings: [Finding]) -> [String: Projection] {
        func rules(_ result: FindingResult) -> Projection {
            .texts(findings.filter { $0.result == result }.map(\.rule).sorted())
        }
        return ["not_met": rules(.notMet), "unknown": rules(.unknown), "review": rules(.review)]
    }

    private static func texts(_ texts: [String]) -> Projection {
        .list(texts.map { .scalar($0) })
    }
}
