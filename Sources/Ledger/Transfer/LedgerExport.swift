internal import Messages

/// Writes all that a ledger holds, as JSON values one after another: to keep, to look into, to move to another ledger.
///
/// Reads in pages, so that it takes no more memory for a large ledger than for a small one. What the values are is
/// described in <doc:LedgerExports>.
public struct LedgerExport: Sendable {
    /// The version of the format.
    public static let version = 1

    private let ledger: any Ledger
    /// Rows read at a time: bounds the memory.
    private let page = 200

    /// An export of `ledger`.
    public init(_ ledger: any Ledger) {
        self.ledger = ledger
    }

    /// Hands each value to `body`, in order.
    ///
    /// - Returns: Whether anything was recorded meanwhile: then the parts may not fit together.
    /// - Throws: ``LedgerFault``, and what `body` throws.
    public func run(_ body: ([UInt8]) throws -> Void) async throws -> Bool {
        let status = try await self.ledger.status()
        let programs = try await self.ledger.programs()
        try body(ExportValue.header(status))
        for edition in try await self.ledger.editions() { try body(ExportValue.edition(edition)) }
        var counts = ExportCounts()
        for program in programs {
            try body(ExportValue.program(program))
            try await self.links(of: program, &counts, body)
            try await self.applications(of: program.program, &counts, body)
        }
        try await self.events(&counts, body)
        for action in try await self.ledger.actions(limit: .max).reversed() {
            counts.actions += 1
            try body(ExportValue.action(action))
        }
        let hasChanged = try await self.ledger.programs() != programs
        try body(ExportValue.end(counts, hasChanged: hasChanged))
        return hasChanged
    }

    private func links(
        of program: ProgramRecord,
        _ counts: inout ExportCounts,
        _ body: ([UInt8]) throws -> Void
    ) async throws {
        var last: Int64 = 0
        while last < program.sequence {
            let links = try await self.ledger.journal(of: program.program, after: last, limit: self.page)
            guard let end = links.last else { return }
            for link in links where link.sequence <= program.sequence {
                counts.links += 1
                try body(ExportValue.link(link, program: program.program))
            }
            last = end.sequence
        }
    }

    private func applications(
        of program: String,
        _ counts: inout ExportCounts,
        _ body: ([UInt8]) throws -> Void
    ) async throws {
        var last: Int64 = .min
        while true {
            let page = try await self.ledger.applications(of: program, status: nil, after: last, limit: self.page)
            guard let end = page.last else { return }
            last = end.order
            for application in page {
                counts.applications += 1
                try body(ExportValue.application(application))
                for task in try await self.ledger.tasks(of: application.key) {
                    counts.tasks += 1
                    try body(ExportValue.task(task))
                }
            }
        }
    }

    private func events(_ counts: inout ExportCounts, _ body: ([UInt8]) throws -> Void) async throws {
        var last: Int64 = 0
        while true {
            let page = try await self.ledger.pendingEvents(after: last, limit: self.page, includingReturned: true)
            guard let end = page.last else { return }
            last = end.place
            for event in page {
                counts.events += 1
                try body(ExportValue.event(event))
            }
        }
    }
}

/// How much was exported, to tell a whole file from one that was cut off.
struct ExportCounts: Equatable {
    var links: Int64 = 0
    var applications: Int64 = 0
    var tasks: Int64 = 0
    var events: Int64 = 0
    var actions: Int64 = 0
}
