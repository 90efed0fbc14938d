internal import Adjudication
internal import Foundation
internal import JSON
internal import Ledger
internal import Messages
internal import Rulebook
internal import Settlement

/// Decides a stream of items against one ledger and prints what becomes of each.
struct DecideSession {
    private let shelf: RulebookShelf
    private let ledger: any Ledger
    /// Whether anything could not be taken.
    private(set) var hasRejections = false

    /// Items settled in one transaction, at most: only what has been read already, so that nobody waits for a batch.
    private static let batch = 256

    init(shelf: RulebookShelf, ledger: any Ledger) {
        self.shelf = shelf
        self.ledger = ledger
    }

    /// Decides all that `file` holds; `-` is standard input.
    mutating func decide(_ file: String) async throws {
        guard let handle = file == "-" ? FileHandle.standardInput : FileHandle(forReadingAtPath: file) else {
            throw FileProblem(file: file)
        }
        var reader = JSONStreamReader()
        var isOpen = true
        while isOpen {
            let chunk = handle.availableData
            if chunk.isEmpty {
                reader.end()
                isOpen = false
            } else {
                reader.append(chunk)
            }
            var items: [SettlementItem] = []
            while let next = reader.next() {
                items.append(self.item(next, file))
                if items.count == Self.batch {
                    try await self.settle(items)
                    items = []
                }
            }
            try await self.settle(items)
        }
    }

    private func item(_ next: JSONStreamReader.Item, _ file: String) -> SettlementItem {
        switch next.result {
        case .failure(let error):
            let name = file == "-" ? "standard input" : file
            let problem = Problem(path: error.path, problem: "\(name):\(error.line):\(error.column): \(error.message)")
            return .rejection(Rejection(application: nil, errors: [problem]), program: Names.nobody, self.origin)
        case .success(let document):
            return self.item(document.root)
        }
    }

    /// What a value of the stream asks for.
    func item(_ value: JSONValue) -> SettlementItem {
        if value.count == 1, let review = value["review"] {
            return .outcome(OutcomeDraft(review), self.origin)
        }
        if value.count == 1, let withdrawn = value["withdrawn"] {
            do {
                return .withdrawal(try Withdrawal(withdrawn, shelf: self.shelf), self.origin)
            } catch {
                return .rejection(error.rejection, program: error.program, self.origin)
            }
        }
        switch ApplicationReader.admit(value, shelf: self.shelf) {
        case .admitted(let application):
            return .submission(Submission(Eligibility.assess(application).calculate(), data: value), self.origin)
        case .rejected(let rejection, let program):
            return .rejection(rejection, program: program, self.origin)
        }
    }

    private var origin: Origin { Origin(portal: Names.nobody) }

    private mutating func settle(_ items: [SettlementItem]) async throws {
        guard !items.isEmpty else { return }
        let now = Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
        let plan = SettlementBatch(items: items, now: now, shelf: self.shelf, keepsEvents: false)
        let settled = try await self.ledger.transact(plan)
        var output: [UInt8] = []
        for item in settled {
            switch item.answer {
            case .decision(let json):
                output += json
            case .rejection(let rejection):
                self.hasRejections = true
                var json = JSONWriter(capacity: 512)
                json.beginObject()
                json.key("rejected")
                rejection.write(to: &json)
                json.endObject()
                output += json.finish()
            }
            output.append(UInt8(ascii: "\n"))
        }
        try FileHandle.standardOutput.write(contentsOf: Data(output))
    }
}

/// A file that can't be read.
struct FileProblem: Error, CustomStringConvertible {
    let file: String

    var description: String { "\(self.file): the file can't be read" }
}
