import Foundation
import GRDB

extension Statement {
    /// Runs the statement with these values, in the order of its parameters.
    ///
    /// Values are bound one by one. GRDB's own `execute(arguments:)` makes an array of boxes of them first, and with
    /// some sixty values for each application that showed.
    func run<each Value: StatementBinding>(_ values: repeat each Value) throws {
        // Also resets the statement, without which nothing can be bound.
        self.setUncheckedArguments(StatementArguments())
        var index: CInt = 0
        for value in repeat each values {
            index += 1
            let code = value.bind(to: self.sqliteStatement, at: index)
            guard code == 0 else { throw DatabaseError(resultCode: ResultCode(rawValue: code), sql: self.sql) }
        }
        try self.execute()
    }
}

/// Bytes as a BLOB; empty ones are an empty BLOB, not NULL.
struct Blob: StatementBinding {
    let bytes: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
    }

    init(_ bytes: [UInt8]) {
        self.bytes = bytes[...]
    }

    func bind(to sqliteStatement: SQLiteStatement, at index: CInt) -> CInt {
        if self.bytes.isEmpty { return Data([0]).prefix(0).bind(to: sqliteStatement, at: index) }
        return Data(self.bytes).bind(to: sqliteStatement, at: index)
    }
}
