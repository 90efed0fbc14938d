import Testing

@testable import DeskSite

struct DoorTests {
    @Test
    func `nobody comes in without signing in`() async throws {
        let visit = try Visit(Visit.tokens())
        for path in ["/", "/tasks", "/task?id=x", "/application?id=x", "/programs", "/program?id=x", "/result?id=x"] {
            let reply = await visit.get(path)
            #expect(reply.status == 303)
            #expect(reply.headers.contains { $0 == ("Location", "/sign-in") })
        }
        #expect(await visit.post("/task/answer", ["task": "x"]).status == 303)
    }

    @Test
    func `the right token signs in, a wrong one does not, and signing out ends it`() async throws {
        let visit = try Visit(Visit.tokens())
        #expect(await visit.post("/sign-in", ["secret": "0123456789abcdeX"]).status == 401)
        #expect(await visit.post("/sign-in", ["secret": ""]).status == 401)
        let reply = await visit.post("/sign-in", ["secret": Visit.token])
        #expect(reply.status == 303)
        let cookie = try #require(reply.headers.first { $0.name == "Set-Cookie" }?.value)
        #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"))
        let page = await visit.get("/tasks")
        #expect(page.status == 200)
        let token = try Visit.hidden("token", in: page)
        #expect(await visit.post("/sign-out", ["token": "wrong"]).status == 403)
        #expect(await visit.post("/sign-out", ["token": token]).status == 303)
        #expect(await visit.get("/tasks").status == 303)
    }

    @Test
    func `with TLS before it the cookie travels by TLS only and for this host only`() async throws {
        var access = Visit.tokens()
        access.origin = "https://desk.example.org"
        let visit = try Visit(access)
        let headers = [(name: "origin", value: "https://desk.example.org")]
        let reply = await visit.post("/sign-in", ["secret": Visit.token], headers: headers)
        let cookie = try #require(reply.headers.first { $0.name == "Set-Cookie" }?.value)
        #expect(cookie.hasPrefix("__Host-rebated=") && cookie.contains("; Secure"))
        let foreign = [(name: "origin", value: "https://desk.example.org.evil.example")]
        #expect(await visit.post("/sign-in", ["secret": Visit.token], headers: foreign).status == 403)
    }

    @Test
    func `a session ends after its time`() async throws {
        let sessions = Sessions(time: .seconds(100), idle: .seconds(10))
        let start = ContinuousClock.now
        let session = sessions.begin("dana", now: start)
        #expect(sessions.find(session.id, now: start + .seconds(9))?.reviewer == "dana")
        #expect(sessions.find(session.id, now: start + .seconds(18)) != nil)
        #expect(sessions.find(session.id, now: start + .seconds(29)) == nil)
        let other = sessions.begin("lee", now: start)
        for second in stride(from: 5, to: 100, by: 5) {
            #expect(sessions.find(other.id, now: start + .seconds(second)) != nil)
        }
        #expect(sessions.find(other.id, now: start + .seconds(100)) == nil)
    }

    @Test
    func `a proxy's word is believed from its address alone, and once`() async throws {
        var access = SiteAccess()
        access.userHeader = "X-Forwarded-User"
        let visit = try Visit(access)
        #expect(await visit.get("/tasks").status == 401)
        let dana = await visit.get("/tasks", headers: [("x-forwarded-user", "dana")])
        #expect(dana.status == 200 && dana.body.contains("dana"))
        let two = [(name: "x-forwarded-user", value: "dana"), (name: "x-forwarded-user", value: "lee")]
        #expect(await visit.get("/tasks", headers: two).status == 401)
        #expect(await visit.get("/tasks", headers: [("x-forwarded-user", "  ")]).status == 401)
        access.proxies = ["10.0.0.1"]
        let far = try Visit(access)
        #expect(await far.get("/tasks", headers: [("x-forwarded-user", "dana")]).status == 401)
    }

    @Test
    func `without any sign-in only this machine's own names are served`() async throws {
        var access = SiteAccess()
        access.everybody = "dana"
        let visit = try Visit(access)
        #expect(await visit.get("/tasks").status == 200)
        #expect(await visit.get("/tasks", headers: [("host", "rebound.example.org:8025")]).status == 421)
    }

    @Test(
        arguments: [
            ("/tasks", "PUT", 405), ("/tasks", "POST", 405), ("/task/answer", "GET", 405), ("/nowhere", "GET", 404),
            ("/style.css", "GET", 200), ("/tasks?search=%ZZ", "GET", 400), ("/../etc/passwd", "GET", 404),
        ]
    )
    func `what is not offered is told plainly`(address: String, method: String, status: Int) async throws {
        let visit = try Visit(Visit.tokens())
        #expect(await visit.get(address, method: method).status == status)
    }

    @Test(
        arguments: [
            [("origin", "https://evil.example")], [("origin", "null")], [("sec-fetch-site", "cross-site")],
            [("origin", "http://127.0.0.1:8025"), ("origin", "http://127.0.0.1:8025")],
        ]
    )
    func `a form from elsewhere is refused`(headers: [(String, String)]) async throws {
        let visit = try Visit(Visit.tokens())
        let reply = await visit.post(
            "/sign-in",
            ["secret": Visit.token],
            headers: headers.map { (name: $0.0, value: $0.1) }
        )
        #expect(reply.status == 403)
    }

    @Test
    func `what is no form, or too much of one, is refused`() async throws {
        let visit = try Visit(Visit.tokens())
        #expect(await visit.post("/sign-in", [:], type: "application/json").status == 415)
        #expect(await visit.post("/sign-in", [:], type: "multipart/form-data; boundary=x").status == 415)
        let large = String(repeating: "x", count: Site.longestBody + 1)
        #expect(await visit.post("/sign-in", ["secret": large]).status == 413)
    }

    @Test
    func `every answer forbids scripts, frames and keeping`() async throws {
        let visit = try Visit(Visit.tokens())
        for address in ["/tasks", "/nowhere", "/sign-in"] {
            let reply = await visit.get(address)
            let policy = reply.headers.first { $0.name == "Content-Security-Policy" }?.value
            #expect(
                policy
                    == "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
            )
            #expect(reply.headers.contains { $0 == ("X-Content-Type-Options", "nosniff") })
            #expect(reply.headers.contains { $0 == ("Cache-Control", "no-store") })
            #expect(reply.headers.contains { $0.name == "Referrer-Policy" })
        }
    }
}
