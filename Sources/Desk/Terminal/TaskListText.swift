internal import Messages

/// Open tasks as text, one a line.
public enum TaskListText {
    /// A line of headings and a line for each task, cut to a width.
    ///
    /// - Parameters:
    ///   - start: The number of the first task.
    ///   - today: The date, `YYYY-MM-DD`.
    ///   - selected: Which of them is marked, from 0.
    public static func lines(
        _ tasks: [TaskSummary],
        start: Int = 1,
        width: Int,
        today: String,
        selected: Int? = nil
    ) -> [TextLine] {
        let number = max(2, "\(start + tasks.count)".count)
        let kind = min(20, max(4, tasks.map(\.kindWords.count).max() ?? 0))
        let name = min(26, max(11, tasks.map(\.key.application.count).max() ?? 0))
        func row(_ cells: [(String, Int)], _ rest: String) -> String {
            cells.map { $0.0.prefix($0.1) + String(repeating: " ", count: max(0, $0.1 - $0.0.count)) }
                .joined(separator: "  ") + "  " + rest
        }
        let heading = row([("#", number), ("DUE", 10), ("KIND", kind), ("APPLICATION", name)], "QUESTION")
        var lines = [TextLine(heading, .dim).fitted(width)]
        for (index, task) in tasks.enumerated() {
            let due = task.due(today)
            let text = row(
                [
                    ("\(start + index)", number), (task.dueOn ?? "–", 10), (task.kindWords, kind),
                    (task.key.application, name),
                ],
                task.question
            )
            let style: TextStyle = selected == index ? .selected : due.isPressing ? .bad : .plain
            lines.append(TextLine(text.padded(selected == index ? width : 0), style).fitted(width))
        }
        return lines
    }
}

extension String {
    /// The text with blanks behind it, so many characters wide at least.
    func padded(_ width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - self.count))
    }
}
