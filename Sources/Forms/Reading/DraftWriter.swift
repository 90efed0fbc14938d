import FEEL
import JSON
import Rulebook
import Workbook

/// Writes a draft as the JSON of an application, and tells which cells do not fit.
struct DraftWriter: ~Copyable {
    /// The edition whose facts the cells are read by; `nil`: the program is not known.
    let rulebook: Rulebook?
    private var draft: FormDraft
    /// The paths that a problem has been told of.
    private var toldPaths: Set<String> = []
    private var writer = JSONWriter()

    init(_ draft: FormDraft, rulebook: Rulebook?) {
        self.draft = draft
        self.rulebook = rulebook
    }

    /// What came of a draft.
    struct Written {
        /// The application's JSON.
        let bytes: [UInt8]
        /// The draft with the problems of its cells.
        let draft: FormDraft
        /// The paths of those problems.
        let toldPaths: Set<String>
    }

    /// Writes the application.
    consuming func write() -> Written {
        let entry = self.draft.entry
        self.writer.beginObject()
        self.value(entry, "application", path: "application", key: "application", .text)
        self.value(entry, "revision", path: "revision", key: "revision", .integer)
        self.value(entry, "program", path: "program", key: "program", .text)
        self.value(entry, "submitted_on", path: "submitted_on", key: "submitted_on", .date)
        for home in [FactHome.customer, .site, .installer, .project] {
            self.section(entry, home)
        }
        if !self.draft.lines.isEmpty { self.lines() }
        if !self.draft.documents.isEmpty { self.documents() }
        self.writer.endObject()
        return Written(bytes: self.writer.finish(), draft: self.draft, toldPaths: self.toldPaths)
    }

    private mutating func section(_ entry: FormEntry, _ home: FactHome) {
        guard entry.names.contains(where: { $0.hasPrefix("\(home.rawValue).") }) else { return }
        self.writer.key(home.rawValue)
        self.writer.beginObject()
        self.facts(entry, home, path: home.rawValue, measure: nil)
        self.writer.endObject()
    }

    private mutating func lines() {
        self.writer.key("measures")
        self.writer.beginArray()
        for (index, line) in self.draft.lines.enumerated() {
            let path = "measures[\(index)]"
            let measure = (line.entry["line.measure"]?.value).flatMap { try? CellText.text($0) }
            self.writer.beginObject()
            self.facts(line.entry, .line, path: path, measure: measure)
            if !line.units.isEmpty {
                self.writer.key("units")
                self.writer.beginArray()
                for (place, unit) in line.units.enumerated() {
                    self.writer.beginObject()
                    self.facts(unit, .unit, path: "\(path).units[\(place)]", measure: measure)
                    self.writer.endObject()
                }
                self.writer.endArray()
            }
            self.writer.endObject()
        }
        self.writer.endArray()
    }

    private mutating func documents() {
        self.writer.key("documents")
        self.writer.beginArray()
        for (index, document) in self.draft.documents.enumerated() {
            self.writer.beginObject()
            for field in CommonFacts.documentShape.fields {
                let name = "document.\(field.name)"
                let path = "documents[\(index)].\(field.name)"
                guard let cell = document[name] else { continue }
                self.put(cell, name, path: path, key: field.name) { value throws(CellText.Refusal) in
                    try field.type == .text ? CellReader.read(value, as: .text) : CellReader.list(value)
                }
            }
            self.writer.endObject()
        }
        self.writer.endArray()
    }

    /// The facts of one home, in the program's order, then those that it does not declare, for the intake to refuse.
    private mutating func facts(_ entry: FormEntry, _ home: FactHome, path: String, measure: String?) {
        var rest = entry.names.filter { $0.hasPrefix("\(home.rawValue).") }
        for fact in self.rulebook?.facts[home].facts ?? [] {
            let name = "\(home.rawValue).\(fact.name)"
            if fact.type == .address {
                self.address(entry, fact, name: name, path: "\(path).\(fact.name)")
                rest.removeAll { $0.hasPrefix("\(name).") }
            } else {
                rest.removeAll { $0 == name }
                let type = measure.map { fact.type(on: $0) } ?? fact.type
                self.value(entry, name, path: "\(path).\(fact.name)", key: fact.name, type)
            }
        }
        // Without a program the ids are still told from facts.
        for name in rest where self.rulebook != nil || name.hasSuffix(".id") || name == "line.measure" {
            let key = String(name.dropFirst(home.rawValue.count + 1))
            self.value(entry, name, path: "\(path).\(key)", key: key, .text)
        }
    }

    private mutating func address(_ entry: FormEntry, _ fact: FactDeclaration, name: String, path: String) {
        guard entry.names.contains(where: { $0.hasPrefix("\(name).") }) else { return }
        self.writer.key(fact.name)
        self.writer.beginObject()
        for part in CommonFacts.addressShape.fields {
            self.value(entry, "\(name).\(part.name)", path: "\(path).\(part.name)", key: part.name, .text)
        }
        self.writer.endObject()
    }

    private mutating func value(_ entry: FormEntry, _ name: String, path: String, key: String, _ type: FactType) {
        guard let field = entry[name] else { return }
        self.put(field, name, path: path, key: key) { value throws(CellText.Refusal) in
            try CellReader.read(value, as: type)
        }
    }

    private mutating func put(
        _ field: FormEntry.Field,
        _ name: String,
        path: String,
        key: String,
        _ read: (CellValue) throws(CellText.Refusal) -> CellReader.Output
    ) {
        do throws(CellText.Refusal) {
            let output = try read(field.value)
            self.writer.key(key)
            switch output {
            case .text(let text): self.writer.value(text)
            case .raw(let json): self.writer.raw(utf8: json)
            case .list(let texts):
                self.writer.beginArray()
                for text in texts { self.writer.value(text) }
                self.writer.endArray()
            }
        } catch {
            self.toldPaths.insert(path)
            self.draft.problems.append(FormProblem(error.problem, at: field.place(name)))
        }
    }
}
