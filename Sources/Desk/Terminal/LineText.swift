internal import Messages

/// The lines of an application with their money, as text.
enum LineText {
    static func lines(_ lines: [LineOverview], width: Int) -> [TextLine] {
        var text = TextPage(width: width)
        for line in lines {
            let style: TextStyle =
                switch line.decision.status {
                case .approved: .good
                case .denied, .withdrawn: .bad
                case .incomplete, .inReview: .warning
                }
            let tier = line.decision.tier.map { ", tier \($0)" } ?? ""
            text.paragraph(
                [
                    TextSpan("• \(line.id)", .bold), TextSpan(line.title),
                    TextSpan("\(line.decision.status.spoken)", style),
                    TextSpan("\(line.awarded)\(tier)"), TextSpan("(before limits \(line.calculated))", .dim),
                ],
                hanging: 2
            )
            for use in line.decision.limits {
                let isCut = use.reducedBy != .zero
                text.paragraph("\(use.limit): \(use.sentence)", isCut ? .warning : .dim, indent: 2, hanging: 2)
            }
        }
        return text.lines
    }
}
