internal import Digest
internal import JSON
internal import Messages

/// The values of an export, each an object of one member that says what it is.
enum ExportValue {
    static func header(_ status: LedgerStatus) -> [UInt8] {
        self.value("ledger") { json in
            json.key("version")
            json.value(LedgerExport.version)
            json.key("engine")
            json.value(status.engine)
            json.key("schema")
            json.value(status.schema)
        }
    }

    static func edition(_ edition: EditionRecord) throws(LedgerFault) -> [UInt8] {
        let text = try self.text(edition.text, "the edition \(edition.digest)")
        return self.value("edition") { json in
            json.key("digest")
            json.value(edition.digest)
            json.key("program")
            json.value(edition.program)
            json.key("edition")
            json.value(edition.edition)
            json.key("text")
            json.value(text)
        }
    }

    static func program(_ program: ProgramRecord) -> [UInt8] {
        self.value("program") { json in
            json.key("program")
            json.value(program.program)
            json.key("budget")
            json.value(optional: program.budget)
            json.key("last_order")
            json.value(program.lastOrder)
            json.key("sequence")
            json.value(program.sequence)
            json.key("head")
            json.value(hexadecimal: program.head)
        }
    }

    static func action(_ action: ActionRecord) -> [UInt8] {
        self.value("action") { json in
            json.key("at")
            json.value(action.at)
            json.key("by")
            json.value(action.by)
            json.key("action")
            json.value(action.action)
            json.key("detail")
            json.value(action.detail)
        }
    }

    static func end(_ counts: ExportCounts, hasChanged: Bool) -> [UInt8] {
        self.value("end") { json in
            json.key("links")
            json.value(counts.links)
            json.key("applications")
            json.value(counts.applications)
            json.key("tasks")
            json.value(counts.tasks)
            json.key("events")
            json.value(counts.events)
            json.key("actions")
            json.value(counts.actions)
            json.key("changed_meanwhile")
            json.value(hasChanged)
        }
    }

    static func value(_ name: String, _ members: (inout JSONWriter) -> Void) -> [UInt8] {
        var json = JSONWriter(capacity: 4096)
        json.beginObject()
        json.key(name)
        json.beginObject()
        members(&json)
        json.endObject()
        json.endObject()
        return json.finish()
    }

    static func text(_ bytes: [UInt8], _ what: String) throws(LedgerFault) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw LedgerFault(.corrupt, "\(what) is not text, and can't be exported")
        }
        return text
    }

    /// JSON as it stands, byte for byte: as a value where that keeps to one line, else as text.
    static func body(_ bytes: [UInt8], _ what: String) throws(LedgerFault) -> Body {
        if bytes.first == UInt8(ascii: "{"), bytes.last == UInt8(ascii: "}"),
            !bytes.contains(where: { $0 == 10 || $0 == 13 }), (try? JSONDocument(parsing: bytes)) != nil
        {
            return .value(bytes)
        }
        return .text(try self.text(bytes, what))
    }

    enum Body {
        case value([UInt8])
        case text(String)
    }
}

extension JSONWriter {
    mutating func value(hexadecimal bytes: [UInt8]) {
        self.value(Hexadecimal.text(bytes[...]))
    }

    mutating func value(optional number: Int64?) {
        if let number { self.value(number) } else { self.null() }
    }

    mutating func value(_ body: ExportValue.Body) {
        switch body {
        case .value(let json): self.raw(json)
        case .text(let text): self.value(text)
        }
    }
}
