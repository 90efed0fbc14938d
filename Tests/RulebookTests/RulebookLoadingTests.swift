import Rulebook
import Testing

@Suite("A rulebook")
struct RulebookLoadingTests {
    /// A small rulebook that is sound; `edit` spoils it.
    private func text(_ edit: (String, String)? = nil) -> String {
        let sound = """
            program: demo
            edition: "1"
            title: Demo
            document: "A document"
            prefix: DE
            facts:
              site:
                heating:
                  type: gas | electric
                  meaning: how the home is heated
              unit:
                seer:
                  type: number
                  meaning: efficiency
            measures:
              - measure: heat-pump
                title: Heat pump
                cite: "page 1"
                rules:
                  - id: DE-1
                    on: unit
                    fails_to: deny
                    require: unit.seer >= 15
                    met: Every unit has a SEER of at least 15.
                    not_met: A unit has a SEER below 15.
                  - id: DE-2
                    fails_to: deny
                    require: site.heating = "gas"
                    met: The home is gas-heated.
                    not_met: The home is not gas-heated.
                amount:
                  formula: "500"
                  needs: units
            limits:
              - id: DE-CAP
                scope: home
                maximum: "500"
                cite: "page 2"
            """
        guard let edit else { return sound }
        #expect(sound.contains(edit.0))
        return sound.replacing(edit.0, with: edit.1)
    }

    private func faults(_ text: String) -> [RulebookDiagnostic] {
        do throws(RulebookFault) {
            return try Rulebook.load(Array(text.utf8), file: "demo.yaml").warnings
        } catch {
            return error.diagnostics
        }
    }

    @Test func thatIsSoundIsReadWhole() throws {
        let rulebook = try Rulebook.load(Array(self.text().utf8), file: "demo.yaml").rulebook
        #expect(rulebook.program == "demo")
        #expect(rulebook.measure("heat-pump")?.rules.map(\.id) == ["DE-1", "DE-2"])
        #expect(rulebook.limits.map(\.id) == ["DE-CAP"])
        #expect(rulebook.digest.hasPrefix("sha256:") && rulebook.digest.count == 71)
        #expect(rulebook.budget.id == "DE-BUDGET")
    }

    @Test func hasAnotherDigestAfterAnyChange() throws {
        let one = try Rulebook.load(Array(self.text().utf8), file: "demo.yaml").rulebook
        let two = try Rulebook.load(Array(self.text(("formula: \"500\"", "formula: \"600\"")).utf8), file: "demo.yaml")
            .rulebook
        #expect(one.digest != two.digest)
    }

    @Test(
        arguments: [
            // An expression's fault, at its own line and column.
            (("require: unit.seer >= 15", "require: unit.sear >= 15"), 23, 18, "DE-1", "seer"),
            (("require: unit.seer >= 15", "require: unit.seer >="), 23, nil, "DE-1", ""),
            (("require: unit.seer >= 15", "require: unit.seer + 15"), 23, nil, "DE-1", "boolean"),
            (("site.heating = \"gas\"", "site.heating = \"oil\""), 28, nil, "DE-2", "oil"),
            (("formula: \"500\"", "formula: site.heating"), 32, nil, "measure heat-pump", "number"),
            // The format's own.
            (
                ("fails_to: deny\n        require: unit", "fails_to: refuse\n        require: unit"), 22, nil, "DE-1",
                "deny, incomplete, review"
            ),
            (("    on: unit", "    on: house"), 21, nil, "DE-1", "application, line, unit"),
            (("id: DE-2", "id: DE-1"), nil, nil, "", "stands twice"),
            (("scope: home", "scope: planet"), nil, nil, "DE-CAP", "customer"),
            (("    scope: home\n", ""), nil, nil, "DE-CAP", "scope"),
            (("        met: The home is gas-heated.\n", ""), nil, nil, "DE-2", "met"),
            (("type: number", "type: numbr"), 13, nil, "unit.seer", "no type"),
            (("prefix: DE", "prefx: DE"), 5, nil, "", "prefx"),
            (("cite: \"page 2\"", "cite: \"\""), nil, nil, "DE-CAP", "blank"),
            (("  - id: DE-CAP", "  - id: DE-CAP\n    measures: heatpump"), nil, nil, "DE-CAP", "no measure"),
        ] as [((String, String), Int?, Int?, String, String)]
    )
    func thatIsSpoiltTellsWhereAndWhat(
        edit: (String, String),
        line: Int?,
        column: Int?,
        rule: String,
        word: String
    ) throws {
        let faults = self.faults(self.text(edit))
        let fault = try #require(faults.first { $0.severity == .error && $0.description.contains(word) })
        #expect(fault.file == "demo.yaml")
        if let line { #expect(fault.line == line, "\(fault)") }
        if let column { #expect(fault.column == column, "\(fault)") }
        if !rule.isEmpty { #expect(fault.rule == rule) }
        #expect(fault.line == 0 || fault.description.contains("^"))
    }

    @Test func thatIsSpoiltTwiceTellsBoth() {
        let text = self.text(("require: unit.seer >= 15", "require: unit.sear >= 15"))
            .replacing("scope: home", with: "scope: planet")
        #expect(self.faults(text).filter { $0.severity == .error }.count >= 2)
    }

    @Test(arguments: ["", "[]", "a: b: c", "program: x", "\u{0}", "- - -", "&a [*a]"])
    func thatIsNoneIsRefusedInWords(text: String) {
        #expect(self.faults(text).contains { $0.severity == .error })
    }

    @Test func thatIsNotUTF8IsRefused() {
        #expect(throws: RulebookFault.self) { try Rulebook.load([0xFF, 0xFE, 0x00], file: "demo.yaml") }
    }

    @Test func everyBundledOneIsSoundAndWithoutWarnings() throws {
        for file in BundledRulebooks.files {
            let (_, warnings) = try Rulebook.load(file.bytes, file: file.name)
            #expect(warnings.isEmpty, "\(warnings)")
        }
    }

    @Test func amountsOfTwoUnitsAreNotCompared() {
        let text = self.text(("unit.seer >= 15", "unit.seer >= line.cost"))
            .replacing("meaning: efficiency", with: "meaning: efficiency\n      unit: percent")
        #expect(
            self.faults(text).contains { $0.message == "an amount in percent and one in dollars cannot be compared" }
        )
    }

    @Test func onlyNumbersHaveAUnit() {
        let text = self.text(
            ("meaning: how the home is heated", "meaning: how the home is heated\n      unit: percent")
        )
        #expect(self.faults(text).contains { $0.message.contains("only a fact of type integer or number has a") })
    }

    @Test func theBundledOnesAreWithoutWarnings() throws {
        for file in BundledRulebooks.files {
            let warnings = try Rulebook.load(file.bytes, file: file.name).warnings
            #expect(warnings.isEmpty, "\(file.name)")
        }
    }
}
