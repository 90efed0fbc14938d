import Yams

extension DiagnosticSink {
    /// Reads the file's text as YAML; what is wrong with it is told at its place.
    func compose(_ text: String) -> Node? {
        do {
            if let node = try Yams.compose(yaml: text) { return node }
            self.report("the file is empty", at: nil)
        } catch let error as YamlError {
            self.tell(error)
        } catch {
            self.report("the file can't be read as YAML: \(error)", at: nil)
        }
        return nil
    }

    /// The library's own words hold the lines around the fault, or all of them.
    private func tell(_ error: YamlError) {
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            let start = context.map { ", \($0.text) that begins in line \($0.mark.line)" } ?? ""
            self.report("this is no YAML: \(problem)\(start)", at: Self.place(mark))
        case .duplicatedKeysInMapping(let duplicates, let context):
            let names = duplicates.map { "\"\($0)\"" }.joined(separator: ", ")
            self.report("\(names) stands twice in one mapping", at: Self.place(context.mark))
        case .reader(let problem, _, _, _):
            self.report("this is no YAML: \(problem)", at: nil)
        default:
            self.report("this is no YAML: \(error)", at: nil)
        }
    }

    private static func place(_ mark: Mark) -> SourcePlace {
        SourcePlace(line: mark.line, column: mark.column)
    }
}
