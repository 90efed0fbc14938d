/// The sheet that drop-downs take their choices from.
///
/// A list within a drop-down itself may have 255 characters, and none of its choices a comma; a range of cells has
/// neither bound.
struct ChoiceLists {
    /// The sheet's name.
    static let name = "Choices"
    private let lists: [[String]]

    init(_ sheets: [SheetPlan]) {
        var lists: [[String]] = []
        for column in sheets.flatMap(\.columns) where !column.choices.isEmpty && !lists.contains(column.choices) {
            lists.append(column.choices)
        }
        self.lists = lists
    }

    /// The sheet, where there are choices at all.
    var sheets: [SheetPlan] {
        guard !self.lists.isEmpty else { return [] }
        let height = self.lists.map(\.count).max() ?? 0
        let rows = (0..<height).map { row in self.lists.map { row < $0.count ? $0[row] : "" } }
        let columns = self.lists.indices.map { index in
            ColumnPlan(
                header: index == 0 ? "what the drop-downs offer" : "",
                width: 24,
                format: .text
            )
        }
        return [SheetPlan(name: Self.name, columns: columns, rows: rows)]
    }

    /// The cells that hold `choices`, as a formula.
    func range(of choices: [String]) -> String {
        let column = CellAddress.letters(of: (self.lists.firstIndex(of: choices) ?? 0) + 1)
        return "=\(Self.name)!$\(column)$2:$\(column)$\(choices.count + 1)"
    }
}
