import GRDB

/// One step of the schema's life.
///
/// Once released, a step is never edited: a later one follows.
struct SQLiteMigration: Sendable {
    let number: Int
    let statements: [String]
    /// What SQL alone can't do, behind the statements.
    var step: (@Sendable (Database) throws -> Void)?
    /// What follows the step.
    var closing: [String] = []

    /// Every step, in order.
    static let all: [SQLiteMigration] = [.first, .second, .third]

    /// The version that this program works with.
    static var latest: Int { Self.all.last?.number ?? 0 }

    /// Brings the file to the latest version, or refuses one that this program does not know.
    ///
    /// The version is read again under the lock, so that of two processes which start at once one does the work.
    static func migrate(_ database: Database, path: String) throws {
        guard try self.version(database, path: path) < self.latest else { return }
        try database.inTransaction(.immediate) {
            let version = try self.version(database, path: path)
            for migration in self.all where migration.number > version { try migration.run(database) }
            return .commit
        }
    }

    func run(_ database: Database) throws {
        for statement in self.statements { try database.execute(sql: statement) }
        try self.step?(database)
        for statement in self.closing { try database.execute(sql: statement) }
        try database.execute(sql: "PRAGMA user_version = \(self.number)")
    }

    /// The version that the file has; 0 if it is new.
    static func version(_ database: Database, path: String) throws -> Int {
        let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        let owner = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
        let tables = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
        if owner != 1_380_078_660, tables > 0 || version > 0 {
            throw LedgerFault(
                .schema,
                "\(path) is an SQLite database, but not a ledger: name another file, or move this one away"
            )
        }
        if version > self.latest {
            throw LedgerFault(
                .schema,
                "the ledger \(path) has schema \(version), and this program knows no more than \(self.latest): "
                    + "use a program at least as new as the one that wrote it"
            )
        }
        return version
    }
}
