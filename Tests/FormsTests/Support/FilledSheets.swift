import JSON
import Rulebook
import Workbook

@testable import Forms

/// Fills forms as a person would: below the heads of a template, in its columns.
struct FilledSheets {
    private(set) var rows: [String: [[String: CellValue]]] = [:]

    /// The rows of a workbook's sheets.
    init(_ applications: [JSONValue]) {
        for value in applications {
            let id = Self.cell(value["application"])
            self.add("Applications", Self.own(value))
            for line in value["measures"]?.elements.map({ $0 }) ?? [] {
                self.add("Measures", ["application": id].merging(Self.part(line, "line")) { $1 })
                for unit in line["units"]?.elements.map({ $0 }) ?? [] {
                    let keys = ["application": id, "line.id": Self.cell(line["id"])]
                    self.add("Units", keys.merging(Self.part(unit, "unit")) { $1 })
                }
            }
            for document in value["documents"]?.elements.map({ $0 }) ?? [] {
                self.add("Documents", ["application": id].merging(Self.part(document, "document")) { $1 })
            }
        }
    }

    /// One row for each unit, and for each document, of a file without sheets.
    static func flat(_ value: JSONValue) -> [[String: CellValue]] {
        let id = Self.cell(value["application"])
        var rows: [[String: CellValue]] = [Self.own(value).compactMapValues { $0 }]
        for line in value["measures"]?.elements.map({ $0 }) ?? [] {
            let keys = ["application": id, "line.id": Self.cell(line["id"])]
            rows.append(["application": id].merging(Self.part(line, "line")) { $1 }.compactMapValues { $0 })
            for (index, unit) in (line["units"]?.elements.map { $0 } ?? []).enumerated() {
                let number = ["unit": CellValue.number("\(index + 1)")]
                rows.append(keys.merging(Self.part(unit, "unit")) { $1 }.merging(number) { $1 }.compactMapValues { $0 })
            }
        }
        for document in value["documents"]?.elements.map({ $0 }) ?? [] {
            rows.append(["application": id].merging(Self.part(document, "document")) { $1 }.compactMapValues { $0 })
        }
        return rows
    }

    private mutating func add(_ sheet: String, _ row: [String: CellValue?]) {
        self.rows[sheet, default: []].append(row.compactMapValues { $0 })
    }

    private static func own(_ value: JSONValue) -> [String: CellValue?] {
        var row: [String: CellValue?] = [:]
        for name in ["application", "revision", "program", "submitted_on"] { row[name] = Self.cell(value[name]) }
        for home in ["customer", "site", "installer", "project"] {
            if let section = value[home] { row.merge(Self.part(section, home)) { $1 } }
        }
        return row
    }

    private static func part(_ value: JSONValue, _ prefix: String) -> [String: CellValue?] {
        var row: [String: CellValue?] = [:]
        for (key, member) in value.members where key.string != "units" {
            let name = "\(prefix).\(key.string)"
            if member.kind == .object {
                row.merge(Self.part(member, name)) { $1 }
            } else {
                row[name] = Self.cell(member)
            }
        }
        return row
    }

    private static func cell(_ value: JSONValue?) -> CellValue? {
        guard let value else { return nil }
        switch value.kind {
        case .string: return value.string.map { .text($0) }
        case .number: return .number(String(decoding: value.numberText ?? [], as: UTF8.self))
        case .boolean: return value.boolean.map { .boolean($0) }
        case .array: return .text(value.elements.compactMap(\.string).joined(separator: "; "))
        case .null, .object: return nil
        }
    }

    /// A template's sheets with these rows below their heads.
    func sheets(_ template: [Sheet]) -> [Sheet] {
        template.map { sheet in
            guard let rows = self.rows[sheet.name], let head = sheet.rows.first else { return sheet }
            return Sheet(name: sheet.name, rows: [head] + Self.below(head, rows))
        }
    }

    /// Rows below a head.
    static func below(_ head: Sheet.Row, _ rows: [[String: CellValue]]) -> [Sheet.Row] {
        rows.enumerated()
            .map { index, row in
                let cells = head.cells.compactMap { cell -> Cell? in
                    guard case .text(let text) = cell.value, let name = text.split(separator: " ").first,
                        let value = row[String(name)]
                    else { return nil }
                    return Cell(CellAddress(row: index + 2, column: cell.address.column), value)
                }
                return Sheet.Row(number: index + 2, cells: cells)
            }
    }
}
