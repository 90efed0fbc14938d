/// The rulebooks at hand, one a line.
public enum RulebookTable {
    /// A table of `rulebooks` with a line of headings.
    public static func render(_ rulebooks: [Rulebook]) -> String {
        let rows =
            [["PROGRAM", "EDITION", "IN FORCE", "MEASURES", "RULES", "FILE", "DIGEST"]] + rulebooks.map(self.row)
        var widths = [Int](repeating: 0, count: rows[0].count)
        for row in rows {
            for (column, cell) in row.enumerated() { widths[column] = max(widths[column], cell.count) }
        }
        return
            rows.map { row in
                let cells = row.enumerated()
                    .map { column, cell in
                        column == row.count - 1
                            ? cell : cell + String(repeating: " ", count: widths[column] - cell.count)
                    }
                return cells.joined(separator: "  ") + "\n"
            }
            .joined()
    }

    private static func row(_ rulebook: Rulebook) -> [String] {
        [
            rulebook.program, rulebook.edition, rulebook.inForce, "\(rulebook.measures.count)",
            "\(rulebook.ruleIDs.count)", rulebook.file,
            // Enough to tell editions apart at a glance; `show` has it whole.
            String(rulebook.digest.prefix("sha256:".count + 12)),
        ]
    }
}
