public import JSON

extension Decision {
    /// Reads a decision back from its JSON; `nil` if it is none.
    public init?(_ value: JSONValue) {
        guard let application = value["application"]?.string,
            let program = value["program"]?.string,
            let revision = value["revision"]?.wholeNumber,
            let status = value["status"]?.string.flatMap(ApplicationStatus.init(rawValue:)),
            let edition = value["rulebook"]?["edition"]?.string,
            let digest = value["rulebook"]?["digest"]?.string,
            let measures = value["measures"],
            let decidedAt = value["decided_at"]?.string
        else { return nil }
        var lines: [LineDecision] = []
        for measure in measures.elements {
            guard let line = LineDecision(measure) else { return nil }
            lines.append(line)
        }
        self.init(
            key: ApplicationKey(program: program, application: application),
            revision: revision,
            edition: edition,
            digest: digest,
            status: status,
            lines: lines,
            findings: value["findings"]?.elements.compactMap(Finding.init) ?? [],
            missing: value["missing"]?.elements.compactMap(\.string) ?? [],
            tasks: value["tasks"]?.elements.compactMap(TaskReference.init) ?? [],
            decidedAt: decidedAt
        )
    }
}

extension LineDecision {
    init?(_ value: JSONValue) {
        guard let id = value["id"]?.string,
            let measure = value["measure"]?.string,
            let status = value["status"]?.string.flatMap(LineStatus.init(rawValue:)),
            let awarded = value["awarded"]?.cents,
            let reward = value["contractor_reward"]?.cents
        else { return nil }
        self.init(
            id: id,
            measure: measure,
            tier: value["tier"]?.string,
            status: status,
            calculated: value["calculated"]?.cents,
            awarded: awarded,
            contractorReward: reward,
            limits: value["limits"]?.elements.compactMap(LimitUse.init) ?? [],
            findings: value["findings"]?.elements.compactMap(Finding.init) ?? []
        )
    }
}

extension LimitUse {
    init?(_ value: JSONValue) {
        guard let limit = value["limit"]?.string,
            let scope = value["scope"]?.string,
            let key = value["key"]?.string,
            let usedBefore = value["used_before"]?.cents,
            let reducedBy = value["reduced_by"]?.cents
        else { return nil }
        self.init(
            limit: limit,
            scope: scope,
            key: key,
            maximum: value["maximum"]?.cents,
            usedBefore: usedBefore,
            reducedBy: reducedBy
        )
    }
}

extension Finding {
    init?(_ value: JSONValue) {
        guard let rule = value["rule"]?.string,
            let result = value["result"]?.string.flatMap(FindingResult.init(rawValue:))
        else { return nil }
        self.init(
            rule: rule,
            result: result,
            message: value["message"]?.string ?? "",
            cite: value["cite"]?.string ?? "",
            facts: value["facts"]?.members.map { Fact(path: $0.key.string, value: FactValue($0.value)) } ?? []
        )
    }
}

extension TaskReference {
    init?(_ value: JSONValue) {
        guard let task = value["task"]?.string, let kind = value["kind"]?.string, let rule = value["rule"]?.string
        else { return nil }
        self.init(task: task, kind: kind, rule: rule, measure: value["measure"]?.string)
    }
}

extension JSONValue {
    /// A whole number that fits, whatever its spelling (`2`, `2.0`, `20e-1`).
    public var wholeNumber: Int? {
        guard let text = self.numberText else { return nil }
        return Int(String(decoding: text, as: UTF8.self))
    }

    /// An amount as messages write it.
    var cents: Cents? {
        self.string.flatMap { text in
            text.hasPrefix("-") ? Cents(String(text.dropFirst())).map { .zero - $0 } : Cents(text)
        }
    }
}
