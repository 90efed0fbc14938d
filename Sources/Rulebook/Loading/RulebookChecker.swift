/// Checks what no single part of a rulebook can see.
struct RulebookChecker {
    let sink: DiagnosticSink

    func check(
        measures: [(measure: Measure, place: SourcePlace)],
        shared: [RuleLoader.Loaded],
        limits: [(limit: Limit, place: SourcePlace)],
        facts: FactCatalog
    ) {
        self.distinct(measures.map { ($0.measure.id, $0.place) }, "measure")
        self.distinct(limits.map { ($0.limit.id, $0.place) }, "limit")
        let ids = Set(measures.map(\.measure.id))
        for loaded in shared {
            self.sink.concerning(loaded.rule.id) {
                if loaded.rule.subject == .application {
                    if !loaded.measures.isEmpty {
                        self.sink.report(
                            "a rule of the application is asked whatever the measures are",
                            at: loaded.place
                        )
                    }
                } else if loaded.measures.isEmpty {
                    self.sink.report(
                        "a rule that stands here and is asked of lines needs \"measures\"",
                        at: loaded.place
                    )
                }
                self.known(loaded.measures, ids, loaded.place)
            }
        }
        for (limit, place) in limits {
            self.sink.concerning(limit.id) { self.known(limit.measures.sorted(), ids, place) }
        }
        for home in [FactHome.line, .unit] {
            for fact in facts[home].facts {
                self.sink.concerning("\(home.rawValue).\(fact.name)") {
                    self.known(fact.typeByMeasure.keys.sorted(), ids, nil)
                }
            }
        }
        self.ruleIDs(measures, shared)
    }

    private func known(_ names: [String], _ measures: Set<String>, _ place: SourcePlace?) {
        for name in names where !measures.contains(name) {
            self.sink.report("there is no measure \"\(name)\"", at: place)
        }
    }

    private func distinct(_ ids: [(String, SourcePlace)], _ what: String) {
        var seen: Set<String> = []
        for (id, place) in ids where !seen.insert(id).inserted {
            self.sink.report("\(what) \"\(id)\" stands twice", at: place)
        }
    }

    /// One id, one rule: in a measure's own rules, the shared ones and the tiers.
    private func ruleIDs(_ measures: [(measure: Measure, place: SourcePlace)], _ shared: [RuleLoader.Loaded]) {
        var seen: Set<String> = []
        for loaded in shared where !seen.insert(loaded.rule.id).inserted {
            self.sink.report("rule \"\(loaded.rule.id)\" stands twice", at: loaded.place)
        }
        let sharedIDs = Set(shared.map(\.rule.id))
        for (measure, place) in measures {
            let own = measure.rules.map(\.id).filter { !sharedIDs.contains($0) }
            let counts = Dictionary(measure.rules.map { ($0.id, 1) }, uniquingKeysWith: +)
            for (id, count) in counts.sorted(by: { $0.key < $1.key }) where sharedIDs.contains(id) && count > 1 {
                self.sink.report("rule \"\(id)\" stands twice", at: place)
            }
            for id in own + [measure.ladder?.ruleID].compactMap({ $0 }) where !seen.insert(id).inserted {
                self.sink.report("rule \"\(id)\" stands twice", at: place)
            }
        }
    }
}
