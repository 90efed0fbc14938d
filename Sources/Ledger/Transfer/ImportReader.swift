internal import Digest
internal import JSON
internal import Messages

/// Reads the members of a value of an export.
struct ImportReader {
    private let members: JSONValue

    init(_ members: JSONValue) {
        self.members = members
    }

    func item(_ name: String) throws(LedgerFault) -> ImportPlan.Item {
        switch name {
        case "edition": .edition(try self.edition())
        case "program": .program(try self.program())
        case "budget": .link(.budget(try self.budget()), program: try self.text("program"))
        case "decision": try self.decision()
        case "application": .application(try self.application())
        case "task": .task(try self.task())
        case "event": .event(try self.event())
        default: throw LedgerFault(.other, "“\(name)” is no part of an export of this version")
        }
    }

    func action() throws(LedgerFault) -> ActionRecord {
        ActionRecord(
            at: try self.integer("at"),
            by: try self.text("by"),
            action: try self.text("action"),
            detail: try self.text("detail")
        )
    }

    private func edition() throws(LedgerFault) -> EditionRecord {
        EditionRecord(
            digest: try self.text("digest"),
            program: try self.text("program"),
            edition: try self.text("edition"),
            text: Array(try self.text("text").utf8)
        )
    }

    private func program() throws(LedgerFault) -> ProgramRecord {
        ProgramRecord(
            program: try self.text("program"),
            budget: self.members["budget"]?.integer,
            lastOrder: try self.integer("last_order"),
            sequence: try self.integer("sequence"),
            head: try self.bytes("head")
        )
    }

    private func budget() throws(LedgerFault) -> BudgetRecord {
        BudgetRecord(
            program: try self.text("program"),
            cents: self.members["cents"]?.integer,
            by: try self.text("by"),
            recordedAt: try self.integer("recorded_at"),
            sequence: try self.integer("sequence"),
            hash: try self.bytes("hash")
        )
    }

    // MARK: Members

    var key: ApplicationKey {
        get throws(LedgerFault) {
            ApplicationKey(program: try self.text("program"), application: try self.text("application"))
        }
    }

    func text(_ name: String) throws(LedgerFault) -> String {
        guard let text = self.members[name]?.string else { throw self.missing(name) }
        return text
    }

    func optionalText(_ name: String) -> String? { self.members[name]?.string }

    func integer(_ name: String) throws(LedgerFault) -> Int64 {
        guard let number = self.members[name]?.integer else { throw self.missing(name) }
        return number
    }

    func bytes(_ name: String) throws(LedgerFault) -> [UInt8] {
        guard let bytes = Hexadecimal.bytes(try self.text(name)) else { throw self.missing(name) }
        return bytes
    }

    /// JSON byte for byte, which stands there as a value or as text.
    func body(_ name: String) throws(LedgerFault) -> [UInt8] {
        guard let value = self.members[name] else { throw self.missing(name) }
        return value.string.map { Array($0.utf8) } ?? Array(value.source)
    }

    func optionalBody(_ name: String) throws(LedgerFault) -> [UInt8]? {
        guard let value = self.members[name], !value.isNull else { return nil }
        return try self.body(name)
    }

    func list(_ name: String) throws(LedgerFault) -> [ImportReader] {
        guard let list = self.members[name], list.kind == .array else { throw self.missing(name) }
        return list.elements.map { ImportReader($0) }
    }

    func missing(_ name: String) -> LedgerFault {
        LedgerFault(.other, "“\(name)” is missing or not what an export has there")
    }
}

extension JSONValue {
    /// A whole number that fits; `nil` for anything else.
    var integer: Int64? { self.numberText.flatMap { Int64(String(decoding: $0, as: UTF8.self)) } }
}
