import Rulebook

/// A small rulebook of one measure, put together from parts.
enum DemoRulebook {
    /// Its facts; every one of them is read by ``readAll``.
    static let facts = """
          site:
            heating: { type: gas | electric, meaning: heating }
          line:
            kind: { type: a | b | c, meaning: kind }
            share: { type: number, at_least: 0, meaning: share }
            heads: { type: integer, meaning: heads }
            maker: { type: text, meaning: maker }
            built_on: { type: date, meaning: built }
          unit:
            seer: { type: number, meaning: seer }
            listed: { type: boolean, meaning: listed }
        """

    /// Reads every fact in a message, so that none is told as unread.
    static let readAll =
        "met: '{site.heating} {line.kind} {line.share} {line.heads} {line.maker} {line.built_on} {units.seer} "
        + "{units.listed}'"

    static func text(facts: String = Self.facts, measure: String, top: String = "") -> String {
        """
        program: demo
        edition: "1"
        title: Demo
        document: "A document"
        prefix: DE
        facts:
        \(facts)
        measures:
          - measure: thing
            title: Thing
            cite: "page 1"
        \(measure)
        \(top)
        """
    }

    /// A rulebook whose only rule requires `require`, where `condition` holds.
    static func rule(_ require: String, condition: String? = nil, on subject: String = "line", top: String = "")
        -> String
    {
        Self.text(
            measure: """
                    rules:
                      - id: DE-1
                        on: \(subject)
                        fails_to: deny
                        \(condition.map { "if: \($0)" } ?? "note: none")
                        require: \(require)
                        met: It holds.
                        not_met: It does not hold.
                    amount:
                      formula: "100"
                      \(Self.readAll)
                """,
            top: top
        )
    }

    /// A rulebook with tiers of a line, best first.
    static func tiers(_ conditions: [String]) -> String {
        let tiers = conditions.enumerated()
            .map { "            - { tier: \"T\($0)\", amount: \"100\", when: '\($1)' }" }
            .joined(separator: "\n")
        return Self.text(
            facts: Self.facts,
            measure: """
                    rules:
                      - id: DE-1
                        fails_to: deny
                        require: site.heating = "gas"
                        not_met: It does not hold.
                        \(Self.readAll)
                    tiers:
                      of: line
                      rule: DE-TIER
                      not_met: No tier is reached.
                      best_first:
                \(tiers)
                """
        )
    }

    static func load(_ text: String, file: String = "demo.yaml") throws(RulebookFault) -> Rulebook {
        try Rulebook.load(Array(text.utf8), file: file).rulebook
    }
}
