internal import CPostgreSQL
internal import Glibc

extension Connection {
    /// Sends what waits to be sent, and reads until a result is complete or there is none to come.
    ///
    /// Reads while it sends: a server that can't get rid of its results takes nothing in.
    ///
    /// - Throws: ``PostgreSQLError`` with code `connectionLost` or `timedOut`.
    func wait(_ deadline: Deadline) throws(PostgreSQLError) {
        let connection = unsafe self.handle.pointer
        while true {
            let unsent = unsafe PQflush(connection)
            if unsent < 0 { return try self.endOfInput() }
            if unsafe PQisBusy(connection) == 0 {
                // Results may be taken while more waits to be sent: the next call goes on with it.
                return
            }
            try self.poll(forWriting: unsent == 1, deadline)
            // TLS may hold a part of a record back of which the socket shows nothing: what one call leaves the next takes.
            for _ in 0..<(self.isEncrypted ? 3 : 1) where unsafe PQconsumeInput(connection) == 0 {
                return try self.endOfInput()
            }
        }
    }

    /// The connection broke: what the server said before that is still there to be taken.
    private func endOfInput() throws(PostgreSQLError) {
        if unsafe PQisBusy(self.handle.pointer) != 0 { throw self.lost() }
    }

    private func poll(forWriting: Bool, _ deadline: Deadline) throws(PostgreSQLError) {
        let events = Int16(POLLIN) | (forWriting ? Int16(POLLOUT) : 0)
        var descriptor = pollfd(fd: unsafe PQsocket(self.handle.pointer), events: events, revents: 0)
        guard descriptor.fd >= 0 else { throw self.lost() }
        while true {
            let left = deadline.milliseconds
            // Looked at also while there is always something to do, but nothing comes to an end.
            guard left > 0 else {
                throw PostgreSQLError(.timedOut, "PostgreSQL didn't answer in time; the connection was given up")
            }
            let ready = unsafe Glibc.poll(&descriptor, 1, left)
            if ready > 0 { return }
            if ready < 0, errno != EINTR {
                throw PostgreSQLError(.connectionLost, "the connection to PostgreSQL can't be waited for")
            }
        }
    }
}
