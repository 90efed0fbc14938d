public import Desk
public import Ledger
public import Messages
public import Rulebook
internal import Synchronization

/// The reviewers' site: answers requests from the ledger, and sends what reviewers answer.
///
/// It knows nothing of sockets.
public struct Site: Sendable {
    /// Sends an answer and tells what became of it.
    public typealias Sender = @Sendable (_ outcome: ReviewOutcome, _ key: ApplicationKey) async -> AnswerResult

    let reader: DeskReader
    let shelf: RulebookShelf
    private let doors: Doors
    let sessions: Sessions
    let send: Sender
    let today: @Sendable () -> String

    /// A site.
    ///
    /// - Parameters:
    ///   - ledger: Where tasks and applications are read.
    ///   - shelf: The rulebooks at hand.
    ///   - access: Who may use it.
    ///   - today: The date, `YYYY-MM-DD`.
    ///   - send: Sends an answer.
    public init(
        ledger: any Ledger,
        shelf: RulebookShelf,
        access: SiteAccess,
        today: @escaping @Sendable () -> String,
        send: @escaping Sender
    ) {
        self.reader = DeskReader(ledger, shelf: shelf)
        self.shelf = shelf
        self.doors = Doors(access)
        self.sessions = Sessions(time: access.sessionTime)
        self.send = send
        self.today = today
    }

    /// Who may use it now.
    var access: SiteAccess { self.doors.access.withLock { $0 } }

    /// Changes who may use it; sessions of those who still may go on.
    ///
    /// - Parameter access: How long sessions last stays as it was.
    public func admit(_ access: SiteAccess) { self.doors.access.withLock { $0 = access } }

    /// The most bytes of a form.
    static let longestBody = 64 << 10

    /// What a path answers to.
    private static let routes: [String: [String]] = [
        "/": ["GET"], "/style.css": ["GET"], "/sign-in": ["GET", "POST"], "/sign-out": ["POST"], "/tasks": ["GET"],
        "/task": ["GET"], "/task/confirm": ["POST"], "/task/answer": ["POST"], "/result": ["GET"],
        "/application": ["GET"], "/programs": ["GET"], "/program": ["GET"],
    ]

    /// Whether the site has something at a path.
    static func isKnown(_ path: String) -> Bool { Self.routes[path] != nil }

    /// Answers a request.
    func reply(to request: SiteRequest) async -> SiteReply {
        if request.path == "/style.css", ["GET", "HEAD"].contains(request.method) {
            var reply = SiteReply(
                status: 200,
                headers: [("Content-Type", "text/css; charset=utf-8")],
                body: Stylesheet.text
            )
            reply.secure(isPersonal: false)
            return reply
        }
        var reply = await self.page(for: request)
        reply.secure()
        return reply
    }

    private func page(for request: SiteRequest) async -> SiteReply {
        guard self.isOurHost(request) else {
            return .problem(421, "Not this site", "This site is not served under that name.")
        }
        guard let methods = Self.routes[request.path] else {
            return .problem(404, "There is no such page", "The address is wrong, or the page is gone.")
        }
        let method = request.method == "HEAD" ? "GET" : request.method
        guard methods.contains(method) else {
            var reply = SiteReply.problem(
                405,
                "That is not possible here",
                "This page answers to \(methods.joined(separator: " and "))."
            )
            reply.headers.append(
                ("Allow", methods.flatMap { $0 == "GET" ? ["GET", "HEAD"] : [$0] }.joined(separator: ", "))
            )
            return reply
        }
        guard let query = Fields(request.query) else {
            return .problem(
                400,
                "The address can’t be read",
                "What stands behind its question mark is not well-formed."
            )
        }
        do {
            if method == "POST" { return try await self.post(request) }
            return try await self.get(request, query)
        } catch {
            return .problem(503, "The ledger can’t be read at present", "Please try again in a moment.")
        }
    }

    private func get(_ request: SiteRequest, _ query: Fields) async throws(LedgerFault) -> SiteReply {
        let entrance = self.entrance(request)
        if request.path == "/sign-in" { return self.signInPage(entrance) }
        switch entrance {
        case .refused(let reason): return .problem(401, "You are not signed in", reason)
        case .signIn: return .seeOther(.signIn)
        case .visitor(let visitor):
            var reply: SiteReply =
                switch request.path {
                case "/tasks": try await self.tasks(query, visitor)
                case "/task": try await self.task(query["id"], visitor)
                case "/result": self.result(query["id"], visitor)
                case "/application": try await self.application(query, visitor)
                case "/programs": self.programList(visitor)
                case "/program": self.program(query, visitor)
                default: .seeOther(.tasksHome)
                }
            if visitor.isNew { reply.headers.append(self.cookie(visitor.session.id)) }
            return reply
        }
    }

    private func post(_ request: SiteRequest) async throws(LedgerFault) -> SiteReply {
        if let refusal = self.refusal(ofForm: request) { return refusal }
        guard let form = Fields(request.body) else {
            return .problem(400, "The form can’t be read", "What was sent is not well-formed.")
        }
        if request.path == "/sign-in" { return self.signIn(form, request) }
        switch self.entrance(request) {
        case .refused(let reason): return .problem(401, "You are not signed in", reason)
        case .signIn: return .seeOther(.signIn)
        case .visitor(let visitor):
            guard !visitor.isNew, Secret.equals(form["token"], visitor.session.formToken) else {
                return .problem(
                    403,
                    "This form is out of date",
                    "It was made before you signed in, or somewhere else. Open the page again and fill it in anew.",
                    visitor
                )
            }
            switch request.path {
            case "/task/confirm": return try await self.confirm(form, visitor)
            case "/task/answer": return try await self.answer(form, visitor)
            default: return self.signOut(visitor)
            }
        }
    }
}

extension SiteReply {
    /// A page that tells what is wrong.
    static func problem(_ status: Int, _ title: String, _ text: String, _ visitor: Visitor? = nil) -> SiteReply {
        .page(Page(title: title, visitor: visitor, main: MessageView.problem(title, text)), status: status)
    }
}

/// Who may use a site: one value for all that know the site.
private final class Doors: Sendable {
    let access: Mutex<SiteAccess>

    init(_ access: SiteAccess) { self.access = Mutex(access) }
}
