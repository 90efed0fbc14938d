internal import ArgumentParser
internal import Foundation
internal import Ledger
internal import Operations

/// Writes all that the ledger holds.
struct LedgerExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Writes all that the ledger holds, as JSON, a value a line.",
        discussion: """
            Editions, then each program with its journal and its applications, then the outbox and what operators did. \
            `rebated ledger import` makes a ledger of it, of either kind. Workers may run meanwhile, but what they record \
            then may be in one part and not in the other: it is told on standard error, and the exit status is 1. To move \
            a ledger, stop them first.
            """
    )

    @OptionGroup var place: LedgerPlace

    @Option(
        help: ArgumentHelp(
            "The file to write, which must not be there yet; without it standard output.",
            valueName: "file"
        ),
        completion: .file()
    )
    var output: String?

    func run() async throws {
        try await Exit.reporting {
            let hasChanged = try await self.place.read { ledger in
                var sink = try ExportSink(self.output)
                let hasChanged = try await LedgerExport(ledger).run { try sink.write($0) }
                try sink.finish()
                return hasChanged
            }
            if hasChanged {
                Console.complain("rebated: workers recorded something meanwhile; the parts may not fit together")
                throw ExitCode.failure
            }
        }
    }
}

/// Lines on their way into a file, many at a time.
private struct ExportSink {
    private let handle: FileHandle
    private let source: String
    private var buffer = Data()

    init(_ file: String?) throws {
        self.source = file ?? "standard output"
        guard let file else {
            self.handle = .standardOutput
            return
        }
        let descriptor = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            let words = String(cString: strerror(errno))
            throw SettingError(source: "--output", problem: "“\(file)” can't be made: \(words)")
        }
        self.handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }

    mutating func write(_ line: [UInt8]) throws {
        self.buffer.append(contentsOf: line)
        self.buffer.append(UInt8(ascii: "\n"))
        if self.buffer.count > 1 << 16 { try self.flush() }
    }

    mutating func finish() throws {
        try self.flush()
        // A pipe or a terminal can't be synchronised, and need not be.
        if self.source != "standard output" { try? self.handle.synchronize() }
    }

    private mutating func flush() throws {
        do {
            try self.handle.write(contentsOf: self.buffer)
            self.buffer.removeAll(keepingCapacity: true)
        } catch {
            throw SettingError(source: self.source, problem: "can't be written to")
        }
    }
}
