internal import ArgumentParser
internal import Foundation
internal import JSON
internal import Ledger
internal import Operations

/// Makes a ledger of an export.
struct LedgerImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Fills an empty ledger from an export, and verifies it.",
        discussion: """
            The ledger may be of the other kind: so a house moves from an SQLite file to PostgreSQL, or back. Stop all \
            workers, export, import, start them with the new ledger. The journals keep their hashes: heads that were \
            noted before hold for the new ledger as well. A ledger in which an import failed is to be thrown away.
            """
    )

    @Argument(help: "The export; - is standard input.", completion: .file())
    var file: String

    @OptionGroup var place: LedgerPlace

    func run() async throws {
        try await Exit.reporting {
            guard let handle = self.file == "-" ? .standardInput : FileHandle(forReadingAtPath: self.file) else {
                throw SettingError(source: "FILE", problem: "“\(self.file)” can't be read")
            }
            let settings = try self.place.settings()
            let report = try await settings.withLedger(as: .tool, mayMake: true) { ledger in
                try await self.fill(ledger, from: handle)
                return try await LedgerAudit(ledger).report()
            }
            for problem in report.problems { Console.complain("rebated: \(Console.clean(problem))") }
            let links = report.heads.reduce(0) { $0 + $1.sequence }
            guard report.problems.isEmpty else { throw ExitCode.failure }
            Console.say("sound: \(links) links in \(report.heads.count) journals, and all sums agree")
        }
    }

    private func fill(_ ledger: any Ledger, from handle: FileHandle) async throws {
        var filling = try await LedgerImport(into: ledger)
        // A line holds an application and what stands around it.
        var reader = JSONStreamReader(limits: JSONLimits(bytes: 64 << 20, depth: 80, values: 4_000_000))
        var isOpen = true
        while isOpen {
            let chunk = handle.availableData
            if chunk.isEmpty {
                reader.end()
                isOpen = false
            } else {
                reader.append(chunk)
            }
            while let item = reader.next() { try await self.add(item, to: &filling) }
        }
        guard filling.isWhole else { throw SettingError(source: self.file, problem: "the export was cut off") }
    }

    private func add(_ item: JSONStreamReader.Item, to filling: inout LedgerImport) async throws {
        switch item.result {
        case .failure(let error):
            throw SettingError(source: "\(self.file):\(error.line)", problem: error.message)
        case .success(let document):
            do throws(LedgerFault) {
                try await filling.add(document.root)
            } catch {
                throw LedgerFault(error.code, "\(self.file), up to line \(item.line): \(error.message)")
            }
        }
    }
}
