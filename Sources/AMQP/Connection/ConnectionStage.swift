/// The steps of making a connection, in their order: which of them failed tells where to look.
public enum ConnectionStage: Int, Sendable, Comparable, CaseIterable {
    /// The host's name is looked up.
    case lookup
    /// A socket is connected.
    case connecting
    /// TLS is agreed on, and the certificate checked.
    case encryption
    /// The broker says that it speaks AMQP.
    case greeting
    /// User and password are checked.
    case login
    /// The virtual host is opened.
    case virtualHost
    /// All of it is done.
    case open

    /// Whether a stage comes before another.
    public static func < (left: ConnectionStage, right: ConnectionStage) -> Bool { left.rawValue < right.rawValue }
}

extension Link {
    /// The step that is under way.
    var stage: ConnectionStage {
        switch self.phase {
        case .idle, .waiting, .lookingUp, .ended: .lookup
        case .connecting: .connecting
        case .securing: .encryption
        case .loggingIn: self.login.stage
        case .open, .closing: .open
        }
    }

    /// What the connection came to; `nil` while it is not open.
    var facts: ConnectionFacts? {
        guard self.isOpen else { return nil }
        return ConnectionFacts(
            serverVersion: self.login.serverVersion,
            heartbeat: Int(self.tuning.heartbeat),
            encryption: self.transport?.encryption
        )
    }
}
