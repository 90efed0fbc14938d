public import AMQP

/// Tells from one attempt to connect which step failed, and what to do about it.
public struct ConnectionJudgement: Sendable {
    private let url: BrokerURL
    private let prefix: String

    /// How long before its end a certificate is told of, in days: time enough to have one made.
    public static let certificateNotice: Int64 = 30

    /// A judgement on a broker's address.
    ///
    /// - Parameter isOneOfMany: Whether names of results have the address in them.
    public init(_ url: BrokerURL, isOneOfMany: Bool = false) {
        self.url = url
        self.prefix = isOneOfMany ? "broker \(url.endpoint)" : "broker"
    }

    /// What the steps came to; those after one that failed were not looked at.
    ///
    /// - Parameters:
    ///   - outcome: What the attempt came to.
    ///   - failed: The step that failed, if one did.
    ///   - now: Seconds since 1970.
    public func results(
        _ outcome: Result<ConnectionFacts, AMQPError>,
        failedAt failed: ConnectionStage?,
        now: Int64
    ) -> [CheckResult] {
        switch outcome {
        case .success(let facts):
            return self.passed(before: .open, facts, now) + [
                self.heartbeat(facts), BrokerVersion.check("\(self.prefix) version", facts.serverVersion),
            ]
        case .failure(let error):
            // A connection that was lost once it was open says most about the broker's own state.
            let stage = min(failed ?? .connecting, .virtualHost)
            let name = self.name(stage)
            let rest = ConnectionStage.allCases.filter { $0 > stage && $0 < .open }.map(self.name)
            return self.passed(before: stage, nil, now)
                + [.fault(name, error.message, remedy: self.remedy(stage, error))]
                + (self.distinct(rest) + ["\(self.prefix) heartbeat", "\(self.prefix) version"])
                .filter { $0 != name }.map { .skipped($0, "needs “\(name)”") }
        }
    }

    private func passed(before stage: ConnectionStage, _ facts: ConnectionFacts?, _ now: Int64) -> [CheckResult] {
        var results: [CheckResult] = []
        if stage > .lookup { results.append(.ok(self.name(.lookup), self.url.host)) }
        if stage > .connecting { results.append(.ok(self.name(.connecting), "\(self.url.endpoint) answers")) }
        if stage > .encryption { results.append(self.encryption(facts?.encryption, now)) }
        if stage > .login { results.append(.ok(self.name(.login), "as “\(self.url.user)”")) }
        if stage > .virtualHost { results.append(.ok(self.name(.virtualHost), "“\(self.url.vhost)”")) }
        return results
    }

    private func encryption(_ encryption: ConnectionFacts.Encryption?, _ now: Int64) -> CheckResult {
        let name = self.name(.encryption)
        guard let options = self.url.tls else {
            let isNear = ["127.0.0.1", "::1", "localhost"].contains(self.url.host)
            return isNear
                ? .ok(name, "none, on this machine only")
                : .warning(
                    name,
                    "none: passwords and applications cross the network as they are",
                    remedy: "have RabbitMQ listen with TLS, and name it by amqps://…?cacertfile=FILE"
                )
        }
        guard options.verifiesPeer else {
            return .warning(
                name,
                "the broker's certificate is not checked (verify=verify_none)",
                remedy: "take verify=verify_none out of --broker, and name the authority by cacertfile=FILE"
            )
        }
        guard let encryption else { return .ok(name, "the certificate is accepted") }
        guard let end = encryption.certificateEnd else { return .ok(name, encryption.version) }
        let days = (end - now) / 86_400
        guard days >= Self.certificateNotice else {
            return .warning(
                name,
                "the broker's certificate ends in \(days) days",
                remedy: "renew it: workers can't connect any more afterwards"
            )
        }
        return .ok(name, "\(encryption.version), the certificate is good for \(days) days")
    }

    private func heartbeat(_ facts: ConnectionFacts) -> CheckResult {
        let name = "\(self.prefix) heartbeat"
        guard facts.heartbeat > 0 else {
            return .warning(
                name,
                "none: a connection that has died is noticed only when something is sent",
                remedy: "set `heartbeat = 60` in rabbitmq.conf instead of 0"
            )
        }
        return .ok(name, "every \(facts.heartbeat) s")
    }

    private func name(_ stage: ConnectionStage) -> String {
        switch stage {
        case .lookup: "\(self.prefix) host"
        case .connecting: "\(self.prefix) port"
        case .encryption: "\(self.prefix) encryption"
        case .greeting, .login: "\(self.prefix) login"
        case .virtualHost, .open: "\(self.prefix) vhost"
        }
    }

    private func distinct(_ names: [String]) -> [String] {
        names.enumerated().filter { !names[..<$0].contains($1) }.map(\.1)
    }

    private func remedy(_ stage: ConnectionStage, _ error: AMQPError) -> String {
        let (endpoint, user, vhost) = (self.url.endpoint, self.url.user, self.url.vhost)
        switch stage {
        case .lookup: return "mend the host in --broker, or the name service: `getent hosts \(self.url.host)`"
        case .connecting:
            return "start the broker there (`systemctl start rabbitmq-server`), or mend host and port in --broker"
        case .encryption:
            return "look at what it shows: `openssl s_client -connect \(endpoint) -showcerts`; then renew the "
                + "certificate, or name its authority (cacertfile=FILE) or its name (server_name_indication=NAME)"
        case .greeting:
            return self.url.tls == nil
                ? "see what listens on \(endpoint); if it wants TLS, write amqps:// in --broker"
                : "see what listens on \(endpoint); if it wants no TLS, write amqp:// in --broker"
        case .login:
            let guest = user == "guest" ? "; “guest” may come from the broker's own machine only" : ""
            return "mend user and password in --broker, or set the password: "
                + "`rabbitmqctl change_password \(user)`\(guest)"
        case .virtualHost, .open:
            return error.message.contains("not found")
                ? "make it: `rabbitmqctl add_vhost '\(vhost)'`, then `rebated topology apply`; or mend --broker"
                : "let the user in: `rabbitmqctl set_permissions -p '\(vhost)' \(user) …` (`rebated topology "
                    + "definitions --worker \(user)` prints which)"
        }
    }
}
