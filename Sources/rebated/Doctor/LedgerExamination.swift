internal import AMQP
internal import Diagnosis
internal import Ledger
internal import Messages

/// Looks at the ledger, its surroundings and its outbox.
struct LedgerExamination: Sendable {
    let location: LedgerLocation
    /// To ask whether queues are there that events came back from; `nil` if no broker is known.
    let connection: ConnectionConfiguration?

    private static let behindLedger = ["outbox", "portal queues", "journal"]
    private static let patience = Duration.seconds(15)
    /// How many returned events are looked at for whom they were meant, and how many events to find them among the others.
    private static let returned = 1_000
    private static let events = 20_000
    /// How many links of each journal are looked at.
    private static let links: Int64 = 20

    func results() async -> [CheckResult] {
        let location = self.location
        let schema: Result<LedgerSchema?, LedgerFault>? = await Bounded.wait(Self.patience) {
            do throws(LedgerFault) { return .success(try await LedgerOpening.schema(of: location)) } catch {
                return .failure(error)
            }
        }
        guard let schema else { return Self.hanging + Self.behindLedger.map { .skipped($0, "needs “ledger”") } }
        var results = LedgerJudgement.schema(schema) + (await self.surroundings(schema))
        guard case .success(let found?) = schema, found.version == found.latest else {
            return results + Self.behindLedger.map { .skipped($0, "needs “ledger schema”") }
        }
        results += await Bounded.wait(Self.patience) { await self.content() } ?? Self.hanging
        return results
    }

    private static var hanging: [CheckResult] {
        [
            .fault(
                "ledger",
                "no answer within \(Self.patience.components.seconds) s",
                remedy: "see whether its server or disk hangs: `pg_isready`, `df`"
            )
        ]
    }

    private func surroundings(_ schema: Result<LedgerSchema?, LedgerFault>) async -> [CheckResult] {
        if case .server = self.location, case .failure(let fault) = schema, fault.code != .schema {
            return [.skipped("ledger server", "needs “ledger”")]
        }
        let location = self.location
        let survey: Result<LedgerSurvey, LedgerFault>? = await Bounded.block(Self.patience) {
            do throws(LedgerFault) { return .success(try LedgerOpening.survey(location)) } catch {
                return .failure(error)
            }
        }
        switch survey {
        case .success(.file(let survey)): return FileJudgement.check(survey)
        case .success(.server(let survey)): return ServerJudgement.check(survey)
        case .failure(let fault): return [.skipped("ledger server", fault.message)]
        case nil: return Self.hanging
        }
    }

    /// What is in it.
    private func content() async -> [CheckResult] {
        do {
            let ledger = try await LedgerOpening.open(self.location, role: .reader)
            do {
                let results = try await self.content(of: ledger)
                await ledger.close()
                return results
            } catch {
                await ledger.close()
                throw error
            }
        } catch {
            let words = (error as? LedgerFault)?.message ?? "\(error)"
            return [.fault("ledger reading", words, remedy: "`rebated ledger status` tells more")]
        }
    }

    private func content(of ledger: any Ledger) async throws -> [CheckResult] {
        let counts = try await ledger.counts()
        let programs = try await ledger.programs()
        var links: [String: [JournalLink]] = [:]
        for program in programs {
            links[program.program] = try await ledger.journal(
                of: program.program,
                after: max(program.sequence - Self.links, 0),
                limit: Int(Self.links)
            )
        }
        let keys = try await self.returned(ledger, counts.returnedEvents)
        let missing = await self.missing(keys.queues.keys.sorted())
        return [
            LedgerJudgement.outbox(counts, now: Instant.present.milliseconds),
            keys.check(total: counts.returnedEvents, missing: missing),
            LedgerJudgement.journal(programs, links: links),
        ]
    }

    /// Whom the events that came back were meant for.
    private func returned(_ ledger: any Ledger, _ count: Int) async throws(LedgerFault) -> ReturnedKeys {
        var keys = ReturnedKeys()
        guard count > 0 else { return keys }
        var place: Int64 = 0
        var seen = 0
        while seen < Self.events, keys.count < min(count, Self.returned) {
            let events = try await ledger.pendingEvents(after: place, limit: 200, includingReturned: true)
            guard let last = events.last else { break }
            for event in events { keys.add(event) }
            place = last.place
            seen += events.count
        }
        return keys
    }

    /// Those queues that the broker does not have; `nil` if it can't be asked.
    private func missing(_ queues: [String]) async -> Set<String>? {
        guard var connection, !queues.isEmpty else { return nil }
        connection.connectTimeout = .seconds(4)
        let client = TopologyClient(connection)
        var missing: Set<String>? = []
        for queue in queues.prefix(50) {
            do throws(AMQPError) { _ = try await client.messageCount(queue: queue) } catch {
                guard error.code == .notFound else {
                    missing = nil
                    break
                }
                missing?.insert(queue)
            }
        }
        await client.close()
        return missing
    }
}
