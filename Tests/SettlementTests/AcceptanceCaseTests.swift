import Foundation
import JSON
import Messages
import Rulebook
import Settlement
import Testing

@Suite("Every acceptance case")
struct AcceptanceCaseTests {
    /// One case of a program's file.
    struct Case: Sendable, CustomTestStringConvertible {
        let program: String
        let document: JSONDocument

        var testDescription: String { "\(self.program): \(self.document.root["name"]?.string ?? "")" }
    }

    static let cases: [Case] = {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Cases")
        let programs = (try? Desk().shelf.programs) ?? []
        // What people wrote, and what was drawn at random and decided by hand-written code of its own.
        let files = programs.flatMap { program in ["", "drawn/"].map { (program, "\($0)\(program).jsonl") } }
        return files.flatMap { program, name -> [Case] in
            let file = folder.appendingPathComponent(name)
            guard let data = try? Data(contentsOf: file) else { return [] }
            return data.split(separator: UInt8(ascii: "\n"))
                .compactMap { line in
                    (try? JSONDocument(parsing: Array(line))).map { Case(program: program, document: $0) }
                }
        }
    }()

    @Test func standsInTheFolder() {
        #expect(Self.cases.count >= 26)
    }

    @Test(arguments: Self.cases)
    func isDecidedAsItSays(acceptance: Case) throws {
        let root = acceptance.document.root
        var desk = try Desk()
        for (program, amount) in root["budgets"]?.members.map({ ($0.key, $0.value) }) ?? [] {
            desk.budgets[program.string] = amount.string.flatMap { Cents($0) }?.count
        }
        let items = try #require(root["items"])
        let expected = try #require(root["expect"])
        for (item, expectation) in zip(items.elements, expected.elements) {
            let settled = desk.settle([desk.item(item)])[0]
            let got = try JSONDocument(parsing: Projection.json(settled)).root
            let wanted = try JSONDocument(parsing: Projection.sorted(expectation)).root
            #expect(
                String(decoding: canonical(got), as: UTF8.self) == String(decoding: canonical(wanted), as: UTF8.self)
            )
        }
    }

    /// A rule that ends in one way only is a rule that nobody has tried to break.
    @Test func letsEveryRuleEndInMoreThanOneWay() throws {
        var results: [String: Set<FindingResult>] = [:]
        for acceptance in Self.cases {
            var desk = try Desk()
            for item in acceptance.document.root["items"]?.elements.map({ $0 }) ?? [] {
                guard let decision = desk.settle([desk.item(item)])[0].decision else { continue }
                for finding in decision.findings + decision.lines.flatMap(\.findings) {
                    results["\(acceptance.program) \(finding.rule)", default: []].insert(finding.result)
                }
            }
        }
        for program in try Desk().shelf.programs {
            for rulebook in try Desk().shelf.editions(of: program) {
                let rules = rulebook.rules + rulebook.measures.flatMap(\.rules)
                let others = rulebook.measures.flatMap { [$0.ladder?.ruleID, $0.amountRuleID] }.compactMap { $0 }
                for id in Set(rules.map(\.id) + others) {
                    #expect((results["\(program) \(id)"]?.count ?? 0) >= 2, "\(program) \(id)")
                }
            }
        }
    }
}
