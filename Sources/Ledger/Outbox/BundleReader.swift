/// Reads what ``BundleWriter`` wrote.
struct BundleReader {
    private let bytes: [UInt8]
    private var place = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    static var fault: LedgerFault {
        LedgerFault(
            .corrupt,
            "a row of outbox_bundle can't be read: a newer program wrote it, then use one as new; or it is damaged, then "
                + "restore the ledger from a backup"
        )
    }

    var isAtEnd: Bool { self.place == self.bytes.count }

    mutating func byte() throws(LedgerFault) -> UInt8 { UInt8(truncatingIfNeeded: try self.number(of: 1)) }

    mutating func number() throws(LedgerFault) -> Int64 { try self.number(of: 8) }

    mutating func text() throws(LedgerFault) -> String { String(decoding: try self.piece(), as: UTF8.self) }

    mutating func piece() throws(LedgerFault) -> ArraySlice<UInt8> { try self.take(Int(try self.number(of: 4))) }

    private mutating func number(of size: Int) throws(LedgerFault) -> Int64 {
        try self.take(size).reversed().reduce(0) { $0 << 8 | Int64($1) }
    }

    private mutating func take(_ count: Int) throws(LedgerFault) -> ArraySlice<UInt8> {
        guard count <= self.bytes.count - self.place else { throw Self.fault }
        defer { self.place += count }
        return self.bytes[self.place..<self.place + count]
    }
}
