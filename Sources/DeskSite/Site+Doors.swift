internal import Desk

extension Site {
    /// Whether a request without any sign-in asks for this machine: a name that somebody else had point here does not.
    func isOurHost(_ request: SiteRequest) -> Bool {
        guard !self.access.hasSignIn, self.access.origin == nil else { return true }
        guard let host = request[header: "host"] else { return false }
        return ["127.0.0.1", "localhost", "[::1]"].contains { host == $0 || host.hasPrefix("\($0):") }
    }

    /// Why a form is not taken; `nil` if it is.
    func refusal(ofForm request: SiteRequest) -> SiteReply? {
        let media = request[header: "content-type"]?.split(separator: ";").first
            .map { $0.lowercased().filter { $0 != " " } }
        guard media == "application/x-www-form-urlencoded" else {
            return .problem(415, "That is no form", "Forms are sent as application/x-www-form-urlencoded.")
        }
        guard request.body.count <= Self.longestBody else { return .tooLarge }
        guard self.isFromOurPages(request) else {
            return .problem(403, "That form is not from this site", "Open the page here and fill it in.")
        }
        return nil
    }

    /// Whether a browser says that a form is from this site; one that says nothing is held to the form's own token.
    private func isFromOurPages(_ request: SiteRequest) -> Bool {
        if let site = request[header: "sec-fetch-site"], site != "same-origin", site != "none" { return false }
        guard request.count(header: "origin") > 0 else { return true }
        guard let origin = request[header: "origin"] else { return false }
        if let ours = self.access.origin { return origin == ours }
        guard let host = request[header: "host"] else { return false }
        return origin == "http://\(host)" || origin == "https://\(host)"
    }

    /// Who asks.
    func entrance(_ request: SiteRequest) -> Entrance {
        let session = self.sessions.find(request.cookie(self.cookieName))
        if let name = self.access.userHeader, self.access.proxies.contains(request.peer) {
            switch request.count(header: name.lowercased()) {
            case 0: break
            case 1:
                guard let user = request[header: name.lowercased()], AnswerDraft.isReviewer(user) else {
                    return .refused("The proxy names no user that can be a reviewer.")
                }
                // Whoever comes with another's cookie gets a session of their own.
                if let session, session.reviewer == user { return .visitor(self.visitor(session, canSignOut: false)) }
                return .visitor(self.visitor(self.sessions.begin(user), canSignOut: false, isNew: true))
            default: return .refused("The proxy names more than one user.")
            }
        }
        if !self.access.tokens.isEmpty {
            guard let session, self.access.tokens.contains(where: { $0.reviewer == session.reviewer }) else {
                return .signIn
            }
            return .visitor(self.visitor(session, canSignOut: true))
        }
        if let everybody = self.access.everybody, !self.access.hasSignIn {
            if let session { return .visitor(self.visitor(session, canSignOut: false)) }
            return .visitor(self.visitor(self.sessions.begin(everybody), canSignOut: false, isNew: true))
        }
        return .refused("You come to this page by way of your organisation’s sign-in.")
    }

    private func visitor(_ session: Session, canSignOut: Bool, isNew: Bool = false) -> Visitor {
        Visitor(
            session: session,
            programs: self.access.programs[session.reviewer],
            canSignOut: canSignOut,
            isNew: isNew
        )
    }

    func signInPage(_ entrance: Entrance) -> SiteReply {
        switch entrance {
        case .visitor: .seeOther(.tasksHome)
        case .refused(let reason): .problem(401, "You are not signed in", reason)
        case .signIn: .page(Page(title: "Sign in", visitor: nil, main: SignInView.form(problem: nil)))
        }
    }

    func signIn(_ form: Fields, _ request: SiteRequest) -> SiteReply {
        guard let reviewer = self.access.reviewer(of: form["secret"]) else {
            let main = SignInView.form(problem: "That token is not known. Tokens are told apart by every character.")
            return .page(Page(title: "Not signed in", visitor: nil, main: main), status: 401)
        }
        if let old = request.cookie(self.cookieName) { self.sessions.end(old) }
        var reply = SiteReply.seeOther(.tasksHome)
        reply.headers.append(self.cookie(self.sessions.begin(reviewer).id))
        return reply
    }

    func signOut(_ visitor: Visitor) -> SiteReply {
        self.sessions.end(visitor.session.id)
        var reply = SiteReply.seeOther(visitor.canSignOut ? .signIn : .tasksHome)
        reply.headers.append(("Set-Cookie", "\(self.cookieName)=; Max-Age=0; \(self.cookieTerms)"))
        return reply
    }

    /// The name binds the cookie to this host where there is TLS.
    var cookieName: String { self.access.isEncrypted ? "__Host-rebated" : "rebated" }

    private var cookieTerms: String {
        "Path=/; HttpOnly; SameSite=Strict" + (self.access.isEncrypted ? "; Secure" : "")
    }

    func cookie(_ id: String) -> (name: String, value: String) {
        ("Set-Cookie", "\(self.cookieName)=\(id); \(self.cookieTerms)")
    }
}

extension SiteReply {
    /// A body that is too large.
    static var tooLarge: SiteReply {
        .problem(413, "That is too much", "A form may have at most \(Site.longestBody / 1024) KiB.")
    }
}
