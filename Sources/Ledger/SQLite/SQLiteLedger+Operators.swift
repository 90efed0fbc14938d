import Foundation
import GRDB

extension SQLiteLedger {
    /// Attempts that nobody ended are forgotten after this long, in milliseconds: the message is gone.
    private static let attemptsLast: Int64 = 30 * 86_400_000

    /// Notes durably that a message is about to be tried; see ``Ledger/noteAttempt(_:)``.
    public func noteAttempt(_ fingerprint: [UInt8]) async throws(LedgerFault) -> Int {
        let now = Int64(Date().timeIntervalSince1970 * 1_000)
        return try await self.perform { database in
            var count = 0
            try database.inTransaction(.immediate) {
                try database.execute(
                    sql: "DELETE FROM attempt WHERE last_at < ?",
                    arguments: [now - Self.attemptsLast]
                )
                let sql = """
                    INSERT INTO attempt VALUES (?, 1, ?)
                    ON CONFLICT (fingerprint) DO UPDATE SET count = count + 1, last_at = excluded.last_at
                    RETURNING count
                    """
                count = try Int.fetchOne(database, sql: sql, arguments: [Data(fingerprint), now]) ?? 1
                return .commit
            }
            return count
        }
    }

    /// Keeps what an operator did by hand.
    public func note(_ action: ActionRecord) async throws(LedgerFault) {
        try await self.perform { database in
            try database.execute(
                sql: "INSERT INTO action VALUES (NULL, ?, ?, ?, ?)",
                arguments: [action.at, action.by, action.action, action.detail]
            )
        }
    }

    /// What operators did by hand, the latest first.
    public func actions(limit: Int) async throws(LedgerFault) -> [ActionRecord] {
        try await self.perform { database in
            let sql = #"SELECT at, "by", action, detail FROM action ORDER BY id DESC LIMIT ?"#
            return try Row.fetchAll(database, sql: sql, arguments: [max(limit, 0)])
                .map { ActionRecord(at: $0[0], by: $0[1], action: $0[2], detail: $0[3]) }
        }
    }
}
