/// The conversation that opens a connection: no I/O, no clock.
///
/// Source: AMQP 0-9-1, section 2.2.4, and RabbitMQ's notes on authentication failure and heartbeats.
struct Login {
    /// What to send or to tell.
    enum Action: Equatable {
        case startOk(mechanism: String, response: [UInt8])
        /// Answer the tuning and open the virtual host.
        case tuneOk(Tuning, vhost: String)
        case done
        case fail(AMQPError)
    }

    /// What both sides agree on.
    struct Tuning: Equatable, Sendable {
        var channelMax: UInt16
        /// Bytes of a frame with its envelope.
        var frameMax: UInt32
        /// Seconds; 0 for none.
        var heartbeat: UInt16
    }

    private enum State: Equatable {
        /// → awaitingTune
        case awaitingStart
        /// → awaitingOpen
        case awaitingTune
        /// → done
        case awaitingOpen
        case done
    }

    /// The largest frame that we ask for; RabbitMQ's own default.
    static let frameMax: UInt32 = 131_072
    /// More channels than one connection here ever opens.
    static let channelMax: UInt16 = 2047

    /// The broker's version, known from its first word on.
    private(set) var serverVersion = "unknown"
    private let url: BrokerURL
    private let heartbeat: UInt16
    private var state = State.awaitingStart

    init(_ url: BrokerURL, heartbeat: UInt16) {
        self.url = url
        self.heartbeat = heartbeat
    }

    mutating func received(_ method: InboundMethod) -> Action {
        switch (self.state, method) {
        case (.awaitingStart, .connectionStart(let mechanisms, let version)):
            self.serverVersion = version
            let wanted = self.url.mechanism.rawValue
            guard mechanisms.split(separator: " ").contains(where: { $0 == wanted }) else {
                let problem = "\(self.url.endpoint) doesn't offer the login mechanism \(wanted), only \(mechanisms)"
                return .fail(AMQPError(.loginRefused, problem))
            }
            self.state = .awaitingTune
            return .startOk(mechanism: wanted, response: self.response)
        case (.awaitingTune, .connectionTune(let channelMax, let frameMax, let heartbeat)):
            self.state = .awaitingOpen
            let tuning = Tuning(
                channelMax: channelMax == 0 ? Self.channelMax : min(channelMax, Self.channelMax),
                frameMax: frameMax == 0 ? Self.frameMax : max(4096, min(frameMax, Self.frameMax)),
                heartbeat: heartbeat == 0 ? self.heartbeat : min(heartbeat, self.heartbeat)
            )
            return .tuneOk(tuning, vhost: self.url.vhost)
        case (.awaitingOpen, .connectionOpenOk):
            self.state = .done
            return .done
        case (_, .connectionClose(let reason)):
            let problem = "\(self.url.endpoint) refused user '\(self.url.user)' at virtual host '\(self.url.vhost)'"
            return .fail(AMQPError(.loginRefused, replyCode: reason.code, "\(problem): \(reason.text)"))
        default:
            return .fail(AMQPError(.protocolViolation, "\(self.url.endpoint) sent \(method) while logging in"))
        }
    }

    /// The connection ended before the login was done.
    ///
    /// - Returns: The error, with what is known of such ends.
    func connectionEnded(_ error: AMQPError) -> AMQPError {
        switch self.state {
        case .awaitingStart, .done: error
        case .awaitingTune:
            AMQPError(.loginRefused, "\(self.url.endpoint) ended the connection when user '\(self.url.user)' logged in")
        case .awaitingOpen:
            AMQPError(.loginRefused, "\(self.url.endpoint) ended the connection at virtual host '\(self.url.vhost)'")
        }
    }

    /// The step that the conversation is at.
    var stage: ConnectionStage {
        switch self.state {
        case .awaitingStart: .greeting
        case .awaitingTune: .login
        case .awaitingOpen: .virtualHost
        case .done: .open
        }
    }

    private var response: [UInt8] {
        switch self.url.mechanism {
        case .plain: [0] + Array(self.url.user.utf8) + [0] + Array(self.url.password.utf8)
        case .external: []
        }
    }
}
