internal import Digest
internal import Foundation
internal import JSON
internal import Ledger
internal import Operations

/// Heads of journals in a file that is kept elsewhere: `{"heads": [{"program", "sequence", "hash"}, …]}`.
enum HeadFile {
    static func write(_ heads: [LedgerAudit.Head], to file: String) throws {
        var json = JSONWriter()
        json.beginObject()
        self.write(heads, to: &json)
        json.endObject()
        do {
            try Data(json.finish() + [UInt8(ascii: "\n")]).write(to: URL(fileURLWithPath: file), options: .atomic)
        } catch {
            throw SettingError(source: "--heads", problem: "“\(file)” can't be written")
        }
    }

    /// Writes the member `heads`.
    static func write(_ heads: [LedgerAudit.Head], to json: inout JSONWriter) {
        json.key("heads")
        json.beginArray()
        for head in heads {
            json.beginObject()
            json.key("program")
            json.value(head.program)
            json.key("sequence")
            json.value(head.sequence)
            json.key("hash")
            json.value(Hexadecimal.text(head.hash[...]))
            json.endObject()
        }
        json.endArray()
    }

    static func read(_ file: String) throws -> [LedgerAudit.Head] {
        guard let data = FileManager.default.contents(atPath: file) else {
            throw SettingError(source: "--since", problem: "“\(file)” can't be read")
        }
        let none = SettingError(source: "--since", problem: "“\(file)” is no file of heads, as --heads writes it")
        guard let document = try? JSONDocument(parsing: Array(data)), let heads = document.root["heads"] else {
            throw none
        }
        return try heads.elements.map { head in
            guard let program = head["program"]?.string, let hash = head["hash"]?.string.flatMap(Hexadecimal.bytes),
                let sequence = head["sequence"]?.numberText.flatMap({ Int64(String(decoding: $0, as: UTF8.self)) })
            else { throw none }
            return LedgerAudit.Head(program: program, sequence: sequence, hash: hash)
        }
    }
}
