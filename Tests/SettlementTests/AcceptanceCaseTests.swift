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
        return programs.flatMap { program -> [Case] in
            let file = folder.appendingPathComponent("\(program).jsonl")
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
}
