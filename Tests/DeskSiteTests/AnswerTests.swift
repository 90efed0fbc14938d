import Desk
import Messages
import Rulebook
import Testing

@testable import DeskSite

struct AnswerTests {
    private func visit(_ programs: Set<String>? = nil, customer: String = "Ottilie") async throws -> Visit {
        let visit = try Visit(Visit.tokens(programs))
        try await visit.submit("A-1", customer: customer)
        await visit.signIn()
        return visit
    }

    private func page(_ visit: Visit) async -> SiteReply {
        await visit.get("/task?id=\(Visit.encoded(Visit.task("A-1")))")
    }

    @Test
    func `a task is read, answered, confirmed and sent once, however often the form comes`() async throws {
        let visit = try await self.visit()
        let page = await self.page(visit)
        #expect(page.status == 200 && page.body.contains("58,000 Btu/h") && page.body.contains("120%"))
        let token = try Visit.hidden("token", in: page)
        var fields = ["token": token, "task": Visit.task("A-1"), "outcome": "deny", "note": "too large\r\nfor it"]
        let confirmation = await visit.post("/task/confirm", fields)
        #expect(confirmation.status == 200 && confirmation.body.contains("Send this answer?"))
        #expect(visit.sent.isEmpty)
        fields["form"] = try Visit.hidden("form", in: confirmation)
        for _ in 1...3 {
            let reply = await visit.post("/task/answer", fields)
            #expect(reply.status == 303)
        }
        #expect(visit.sent.count == 1)
        #expect(visit.sent.first?.reviewer == "dana")
        #expect(visit.sent.first?.note == "too large\nfor it")
        let result = await visit.get("/result?id=\(fields["form"] ?? "")")
        #expect(result.body.contains("Your answer is recorded"))
    }

    @Test
    func `a form without the visit's token changes nothing`() async throws {
        let visit = try await self.visit()
        for token in ["", "wrong", String(repeating: "0", count: 64)] {
            let fields = ["token": token, "task": Visit.task("A-1"), "outcome": "approve", "form": Secret.make()]
            #expect(await visit.post("/task/confirm", fields).status == 403)
            #expect(await visit.post("/task/answer", fields).status == 403)
        }
        #expect(visit.sent.isEmpty)
    }

    @Test
    func `what is wrong is tied to its field, and what was typed stays`() async throws {
        let visit = try await self.visit()
        let token = try Visit.hidden("token", in: await self.page(visit))
        let fields = ["token": token, "task": Visit.task("A-1"), "note": "typed <b>"]
        let reply = await visit.post("/task/confirm", fields)
        #expect(reply.status == 422)
        #expect(reply.body.contains("aria-describedby=\"outcome-problem\""))
        #expect(reply.body.contains("id=\"outcome-problem\""))
        #expect(reply.body.contains("typed &lt;b&gt;</textarea>"))
    }

    @Test
    func `a reviewer of one program learns nothing of another's`() async throws {
        let visit = try await self.visit(["worcester-energy"])
        let hidden = await self.page(visit)
        #expect(hidden.status == 404)
        #expect(await visit.get("/task?id=nothing").body == hidden.body)
        #expect(await visit.get("/application?program=nys-clean-heat&id=A-1").status == 404)
        #expect(await visit.get("/program?id=nys-clean-heat").status == 404)
        let list = await visit.get("/tasks")
        #expect(!list.body.contains("A-1") && !list.body.contains("nys-clean-heat"))
        let token = try Visit.hidden("token", in: list)
        let fields = ["token": token, "task": Visit.task("A-1"), "outcome": "approve", "form": Secret.make()]
        #expect(await visit.post("/task/answer", fields).status == 404)
        #expect(visit.sent.isEmpty)
    }

    @Test
    func `what others wrote is text on every page`() async throws {
        let name = "<script>alert(1)</script>\"' onload=x"
        let visit = try await self.visit(customer: name)
        let addresses = [
            "/task?id=\(Visit.encoded(Visit.task("A-1")))", "/application?program=nys-clean-heat&id=A-1",
            "/tasks?search=\(Visit.encoded("\"><script>"))", "/result?id=\(Visit.encoded("<script>"))",
        ]
        for address in addresses {
            let reply = await visit.get(address)
            #expect(!reply.body.contains("<script"), "\(address)")
            #expect(!reply.body.contains("\"' onload"), "\(address)")
        }
        #expect(
            await visit.get(addresses[0]).body.contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39; onload=x")
        )
    }

    @Test
    func `every program has a page`() async throws {
        let visit = try await self.visit()
        for program in visit.shelf.programs {
            let reply = await visit.get("/program?id=\(program)")
            #expect(reply.status == 200)
            #expect(reply.body.contains("<h2 id=\"facts\">"))
        }
    }
}
