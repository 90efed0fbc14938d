import Dispatch
import PostgreSQL
import Synchronization

/// A connection with a queue of its own, so that no thread of Swift's pool waits for the server.
///
/// Two of them let marks and questions go on while a transaction waits for its commit.
final class PostgresLane: Sendable {
    private let queue: DispatchQueue
    private let access: Mutex<PostgresAccess>
    private let isClosed = Mutex(false)
    private let location: String

    init(_ name: String, location: String, open: @escaping @Sendable () throws -> PostgresSession) {
        self.queue = DispatchQueue(label: "rebated.ledger.\(name)")
        self.location = location
        self.access = Mutex(PostgresAccess(open: open))
    }

    /// Connects now.
    ///
    /// Blocks meanwhile.
    func connect() throws {
        try self.access.withLock { access in _ = try access.session() }
    }

    /// Does the work on the lane's queue, out of reach of the caller's cancellation: a commit must not be cut.
    func perform<Value: Sendable>(
        _ work: @escaping @Sendable (PostgresAccess) throws -> Value
    ) async throws(LedgerFault) -> Value {
        let result: Result<Value, LedgerFault> = await withCheckedContinuation { done in
            self.queue.async {
                do {
                    if self.isClosed.withLock({ $0 }) {
                        throw LedgerFault(.closed, "the ledger \(self.location) was closed")
                    }
                    let value = try self.access.withLock { access in try work(access) }
                    done.resume(returning: .success(value))
                } catch {
                    done.resume(returning: .failure(LedgerFault(error, location: self.location)))
                }
            }
        }
        return try result.get()
    }

    /// Asks something.
    ///
    /// A connection that turns out to be gone is made anew, once: nothing is changed by asking twice.
    func ask<Value: Sendable>(
        _ work: @escaping @Sendable (PostgresSession) throws -> Value
    ) async throws(LedgerFault) -> Value {
        try await self.perform { access in
            let isFresh = !access.isConnected
            do {
                return try work(try access.session())
            } catch let error as PostgreSQLError where error.isConnectionLost && error.code != .timedOut && !isFresh {
                access.drop()
                return try work(try access.session())
            }
        }
    }

    /// Ends the connection, after what is in hand.
    func close() async {
        await withCheckedContinuation { done in
            self.queue.async {
                self.isClosed.withLock { $0 = true }
                self.access.withLock { $0.end() }
                done.resume()
            }
        }
    }
}
