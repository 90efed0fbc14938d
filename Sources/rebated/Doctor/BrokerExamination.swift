internal import AMQP
internal import Diagnosis
internal import Messages
internal import Pipeline

/// Looks at the broker over AMQP and, if it is named, the management API.
struct BrokerExamination: Sendable {
    let connection: ConnectionConfiguration
    let management: ManagementAPI?
    let deliveryLimit: Int
    let trusted: Set<String>
    let topology: WorkTopology
    /// Seconds since 1970.
    let now: Int64

    /// What one address came to.
    private struct Address: Sendable {
        let results: [CheckResult]
        /// Set for one that can be used.
        let facts: ConnectionFacts?
    }

    private static let behindConnection = [
        "broker alarms", "permission to consume", "permission to publish", "topology", "queue arguments", "policies",
        "bindings", "consumers", "backlog", "retry queues", "dead letters",
    ]

    func results() async -> [CheckResult] {
        let urls = self.connection.urls
        let addresses = await withTaskGroup(of: (Int, Address).self) { group in
            for (place, url) in urls.enumerated() { group.addTask { (place, await self.connect(url)) } }
            var found = [Address?](repeating: nil, count: urls.count)
            for await (place, address) in group { found[place] = address }
            return found.compactMap { $0 }
        }
        let results = addresses.flatMap(\.results)
        guard let place = addresses.firstIndex(where: { $0.facts != nil }), let facts = addresses[place].facts else {
            return results + Self.behindConnection.map { .skipped($0, "needs the broker") }
        }
        do throws(AMQPError) {
            return results + (try await self.look(self.quick(urls[place]), facts))
        } catch {
            return results + [
                .fault("topology", error.message, remedy: "run `rebated doctor` again; see the broker's log")
            ]
        }
    }

    private func connect(_ url: BrokerURL) async -> Address {
        let judgement = ConnectionJudgement(url, isOneOfMany: self.connection.urls.count > 1)
        let client = TopologyClient(self.quick(url))
        let outcome: Result<ConnectionFacts, AMQPError>
        do throws(AMQPError) { outcome = .success(try await client.facts()) } catch { outcome = .failure(error) }
        let results = judgement.results(outcome, failedAt: await client.failedStage, now: self.now)
        await client.close()
        return Address(results: results, facts: try? outcome.get())
    }

    private func look(
        _ connection: ConnectionConfiguration,
        _ facts: ConnectionFacts
    ) async throws(AMQPError) -> [CheckResult] {
        let declarations = self.topology.declarations
        let user = connection.urls.first?.user ?? ""
        let vhost = connection.urls.first?.vhost ?? "/"
        let permission = PermissionJudgement(user: user, vhost: vhost)
        let consuming = try await self.consuming(connection)
        let publishing = try await self.publishing(connection)
        let client = TopologyClient(connection)
        let topology: (problems: [TopologyProblem], uncompared: [String])
        var counts: [QueueFacts] = []
        do throws(AMQPError) {
            topology = try await client.inspect(declarations)
            for queue in declarations.queues where !topology.problems.contains(where: { $0.is(queue) }) {
                guard let count = try? await client.messageCount(queue: queue.name) else { continue }
                counts.append(QueueFacts(queue.name, ready: count.ready, consumers: count.consumers))
            }
            await client.close()
        } catch {
            await client.close()
            throw error
        }
        let alarms = await self.alarms()
        let survey = await self.survey(vhost, declarations)
        let letters = await self.letters(connection, counts, facts, survey)
        var results = [AlarmJudgement.check(publishing.map(\.access), alarms: alarms)]
        results += [permission.consuming(consuming), permission.publishing(publishing)]
        results += TopologyJudgement.declarations(
            topology.problems,
            uncompared: topology.uncompared,
            count: declarations.exchanges.count + declarations.queues.count
        )
        results += self.policies(survey)
        results += [
            QueueJudgement.consumers(counts), QueueJudgement.backlog(counts),
            QueueJudgement.retries(counts, isProven: survey.flatMap { try? $0.get() }.map(\.areRetriesProven)),
            QueueJudgement.deadLetters(counts, letters: letters.groups, unread: letters.unread),
        ]
        return results
    }

    private func policies(_ survey: Result<PolicySurvey, ManagementFault>?) -> [CheckResult] {
        switch survey {
        case nil:
            let remedy = "name the management API: --management http://HOST:15672"
            return [
                .skipped("policies", "can't be seen over AMQP", remedy: remedy),
                .skipped("bindings", "can't be seen over AMQP", remedy: remedy),
            ]
        case .success(let survey): return TopologyJudgement.policies(survey)
        case .failure(let fault):
            let remedy =
                "start it (`rabbitmq-plugins enable rabbitmq_management`), let the user in (`rabbitmqctl "
                + "set_user_tags USER monitoring`), or mend --management"
            return [.fault("policies", "\(fault)", remedy: remedy), .skipped("bindings", "needs the management API")]
        }
    }

    // MARK: Asking

    /// On a connection of its own: what can't be consumed closes the channel each time.
    private func consuming(_ connection: ConnectionConfiguration) async throws(AMQPError)
        -> [PermissionJudgement.Finding]
    {
        let client = TopologyClient(connection)
        var findings: [PermissionJudgement.Finding] = []
        do throws(AMQPError) {
            for queue in [Names.applications, Names.reviews] {
                findings.append(.init(queue, try await client.access(toConsume: queue)))
            }
        } catch {
            await client.close()
            throw error
        }
        await client.close()
        return findings
    }

    /// On a connection of its own: a broker under an alarm reads nothing more from it.
    private func publishing(_ connection: ConnectionConfiguration) async throws(AMQPError)
        -> [PermissionJudgement.Finding]
    {
        let doctor = "rebated-doctor"
        let targets =
            [
                (Names.decisions, Names.decision(.denied, doctor, doctor)), (Names.tasks, Names.opened(doctor, doctor)),
                (Names.dead, doctor),
            ] + WorkTopology.retryDelays.map { (Names.retry($0.name), doctor) }
        let client = TopologyClient(connection)
        var findings: [PermissionJudgement.Finding] = []
        do throws(AMQPError) {
            for (exchange, key) in targets {
                let access = try await client.access(toPublish: exchange, key: key)
                findings.append(.init(exchange, access))
                if case .blocked = access { break }
            }
        } catch {
            await client.close()
            throw error
        }
        await client.close()
        return findings
    }

    private func alarms() async -> [String]? {
        guard let management else { return nil }
        return try? await management.alarms()
    }

    private func survey(_ vhost: String, _ declarations: Topology) async -> Result<PolicySurvey, ManagementFault>? {
        guard let management else { return nil }
        do throws(ManagementFault) {
            return .success(
                try await management.survey(vhost: vhost, deliveryLimit: self.deliveryLimit, topology: declarations)
            )
        } catch { return .failure(error) }
    }

    /// Letters that are looked at, at most: each look hands all of them out.
    private static let letters = 1_000

    /// What the dead letters are, where looking can't lose one: a look counts as a delivery.
    private func letters(
        _ connection: ConnectionConfiguration,
        _ counts: [QueueFacts],
        _ facts: ConnectionFacts,
        _ survey: Result<PolicySurvey, ManagementFault>?
    ) async -> (groups: DeadLetterGroups?, unread: String) {
        guard let dead = counts.first(where: { $0.name == Names.dead }), dead.ready > 0 else { return (nil, "") }
        guard dead.ready <= Self.letters else { return (nil, "too many to look at here") }
        let isUnlimited = BrokerVersion(facts.serverVersion)?.limitsDeliveriesByItself == false
        guard isUnlimited || (try? survey?.get())?.letsDeadLettersBeSeen == true else {
            return (nil, "not looked at: each look counts as a delivery, and the policy rebated-dead was not seen")
        }
        let client = TopologyClient(connection)
        let access = try? await client.access(toConsume: Names.dead)
        await client.close()
        guard access == .granted else { return (nil, "this user may not look at them") }
        let found = await Bounded.wait(.seconds(8)) { [trusted = self.trusted] in
            var groups = DeadLetterGroups(examples: 0)
            let end = try? await DeadLetterVisit(connection)
                .run { deliveries in
                    for delivery in deliveries { groups.add(DeadLetter(delivery, trusted: trusted)) }
                    return []
                }
            return end == nil ? nil : groups
        }
        return (found ?? nil, "they could not be looked at")
    }

    /// One address, with little patience: a person waits.
    private func quick(_ url: BrokerURL) -> ConnectionConfiguration {
        var connection = self.connection
        connection.urls = [url]
        connection.connectTimeout = .seconds(6)
        connection.rpcTimeout = .seconds(6)
        return connection
    }
}

extension TopologyProblem {
    /// Whether it is about that queue not being there.
    fileprivate func `is`(_ queue: QueueDeclaration) -> Bool {
        self.kind == .missing && self.subject == "queue '\(queue.name)'"
    }
}
