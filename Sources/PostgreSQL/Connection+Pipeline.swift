internal import CPostgreSQL

extension Connection {
    /// Sends the commands together and waits for all results.
    ///
    /// Without a `BEGIN` among them they are one transaction. After a command that fails the rest is not run.
    ///
    /// - Parameter limit: How long it may take in all; after that the connection is given up.
    /// - Returns: The rows of each command, in their order.
    /// - Throws: ``PostgreSQLError``: the first fault. With ``PostgreSQLError/isConnectionLost`` the connection has
    ///   ended, and nobody knows what was done.
    public func run(_ commands: [Command], within limit: Duration) throws(PostgreSQLError) -> [Rows] {
        guard self.isUsable else { throw PostgreSQLError(.connectionLost, "the connection to PostgreSQL was lost") }
        guard !commands.isEmpty else { return [] }
        let deadline = Deadline(within: limit)
        do throws(PostgreSQLError) {
            var expected: [PipelineStep] = []
            for command in commands { try self.send(command, &expected) }
            guard unsafe PQpipelineSync(self.handle.pointer) == 1 else { throw self.lost() }
            return try self.collect(expected, deadline)
        } catch {
            if error.isConnectionLost || error.code == .unexpected { self.close() }
            throw error
        }
    }

    /// Runs one command.
    public func run(_ command: Command, within limit: Duration) throws(PostgreSQLError) -> Rows {
        guard let rows = try self.run([command], within: limit).first else {
            throw PostgreSQLError(.unexpected, "PostgreSQL gave no result")
        }
        return rows
    }

    private func send(_ command: Command, _ expected: inout [PipelineStep]) throws(PostgreSQLError) {
        let connection = unsafe self.handle.pointer
        let types = command.parameters.map(\.type)
        let count = Int32(clamping: command.parameters.count)
        guard command.isKept else {
            let sent = unsafe command.withValues { values, lengths, formats in
                unsafe PQsendQueryParams(connection, command.sql, count, types, values, lengths, formats, 1)
            }
            guard sent == 1 else { throw self.lost() }
            expected.append(.run)
            return
        }
        let name: String
        if let known = self.prepared[command.sql] ?? expected.newName(of: command.sql) {
            name = known
        } else {
            self.lastName += 1
            name = "s\(self.lastName)"
            guard unsafe PQsendPrepare(connection, name, command.sql, count, types) == 1 else { throw self.lost() }
            expected.append(.prepare(sql: command.sql, name: name))
        }
        let sent = unsafe command.withValues { values, lengths, formats in
            unsafe PQsendQueryPrepared(connection, name, count, values, lengths, formats, 1)
        }
        guard sent == 1 else { throw self.lost() }
        expected.append(.run)
    }

    /// Takes the results, and the mark behind them.
    ///
    /// What fails first is told, when all has been read.
    private func collect(_ expected: [PipelineStep], _ deadline: Deadline) throws(PostgreSQLError) -> [Rows] {
        var results: [Rows] = []
        var fault: PostgreSQLError?
        for step in expected {
            guard let result = try self.next(deadline) else { throw self.lost() }
            switch unsafe PQresultStatus(result.pointer) {
            case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY:
                switch step {
                case .prepare(let sql, let name): self.prepared[sql] = name
                case .run: results.append(Rows(result))
                }
            case PGRES_PIPELINE_ABORTED:
                fault = fault ?? PostgreSQLError(.refused, "an earlier command failed")
            default:
                fault = unsafe fault ?? PostgreSQLError(result: result.pointer)
                if fault?.isConnectionLost == true { throw fault ?? self.lost() }
            }
            // Each command's results end with a null.
            while let more = try self.next(deadline) {
                fault = unsafe fault ?? PostgreSQLError(result: more.pointer)
                if fault?.isConnectionLost == true { throw fault ?? self.lost() }
            }
        }
        // Without a BEGIN the commit comes only now, and may fail.
        var pauses = 0
        while pauses < 3 {
            guard let result = try self.next(deadline) else {
                pauses += 1
                continue
            }
            if unsafe PQresultStatus(result.pointer) == PGRES_PIPELINE_SYNC { break }
            fault = unsafe fault ?? PostgreSQLError(result: result.pointer)
            if fault?.isConnectionLost == true { throw fault ?? self.lost() }
        }
        if pauses == 3 { throw self.lost() }
        if let fault { throw fault }
        return results
    }

    /// The next result; `nil` between those of two commands.
    private func next(_ deadline: Deadline) throws(PostgreSQLError) -> ResultHandle? {
        try self.wait(deadline)
        return unsafe PQgetResult(self.handle.pointer).map { unsafe ResultHandle($0) }
    }

    func lost() -> PostgreSQLError {
        unsafe PostgreSQLError(
            .connectionLost,
            connection: self.handle.pointer,
            "the connection to PostgreSQL was lost"
        )
    }
}

/// What a result is expected for.
enum PipelineStep {
    case prepare(sql: String, name: String)
    case run
}

extension [PipelineStep] {
    /// The name of a statement that is about to be prepared.
    func newName(of sql: String) -> String? {
        for case .prepare(sql, let name) in self { return name }
        return nil
    }
}
