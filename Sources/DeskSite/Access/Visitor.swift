/// Whoever asks for a page.
struct Visitor: Sendable {
    let session: Session
    /// The programs that they may see; `nil` for all.
    let programs: Set<String>?
    /// Whether they can sign out here, or only at the proxy that signed them in.
    let canSignOut: Bool
    /// Whether the browser has still to be told of the session.
    let isNew: Bool

    var reviewer: String { self.session.reviewer }

    func maySee(_ program: String) -> Bool { self.programs?.contains(program) ?? true }
}

/// How a request is let in.
enum Entrance: Sendable {
    /// By a session, or by a proxy's word.
    case visitor(Visitor)
    /// Not yet: they can sign in by a token.
    case signIn
    /// Not at all: why.
    case refused(String)
}
